#!/bin/sh
# robots-parser 3.0.1 (npm) and a Sitemap line between two User-agent lines of robots.txt.
#
# RFC 9309 (2.2.4) names this case: records beside the rules must not change how rules are read, and a Sitemap record must
# not end a group, so both agents below share the rule. robots-parser lets the first one ask for everything.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-fund --no-audit --prefix "$folder" robots-parser@3.0.1 >/dev/null 2>&1
cat >"$folder/ask.js" <<'SCRIPT'
const parse = require("robots-parser");
for (const line of ["", "Sitemap: https://paper.example/news.xml\n", "Host: paper.example\n", "# a comment\n"]) {
  const text = `User-agent: first\n${line}User-agent: second\nDisallow: /drafts/\n`;
  const rules = parse("https://paper.example/robots.txt", text);
  const verdicts = ["first", "second"].map((agent) => rules.isAllowed("https://paper.example/drafts/1", agent));
  console.log(line.split(":")[0].trim() || "no line", ...verdicts);
}
SCRIPT
seen=$(cd "$folder" && node ask.js)
echo "$seen"
[ "$seen" = "no line false false
Sitemap true false
Host true false
# a comment false false" ] || { echo "changed"; exit 1; }

# Seen in November 2026 with Node 20; all should be false:
# no line false false
# Sitemap true false
# Host true false
# # a comment false false
