comment on column newsmon.article.authors is 'People, agencies and desks that the page credits; the kind of each is in provenance.';
