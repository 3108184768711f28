"""Texts of the sample outlets. Invented: the outlets, the people without an office, the events."""

from __future__ import annotations

TRADE_WIRE = """
GENEVA (Northern Wire) — Negotiators from the United States and China agreed on Monday to extend their tariff truce by ninety days, after two days of talks that both delegations described as difficult but useful.
Under the arrangement Washington will keep its duties on Chinese machinery at ten percent until early June, and Beijing will go on suspending the levies that it had announced on American soybeans and aircraft parts.
"We have bought ourselves time, and time is what exporters asked us for," the U.S. Trade Representative told reporters on the shore of the lake. His Chinese counterpart said that the two economies had found "a floor under the relationship".
The communique leaves the hardest questions open. Neither side gave ground on subsidies for electric cars, and a working group on port fees will not meet before the end of April.
Freight rates from Shanghai to Los Angeles fell by four percent within hours of the announcement, according to brokers in Rotterdam. Economists at two banks nevertheless kept their forecasts, saying that companies had long assumed an extension.
Officials in Brussels welcomed the outcome and asked that any later settlement between Beijing and Washington should not come at the cost of European manufacturers.
"""

TRADE_MERIDIAN = """
Importers on both sides of the Pacific spent Monday evening rewriting their order books after the U.S.-China tariff truce was prolonged in Geneva until June.
For Calder Tools, which buys motors in Ningbo and sells drills in Ohio, the extension is worth about a million dollars a quarter, its finance chief said. "We had two price lists in the drawer. One of them went into the shredder tonight."
Trade lawyers warn against relief. The United States has not withdrawn a single tariff line, China has only suspended its answer, and the working group on port fees meets for the first time at the end of April.
The soybean market took the news calmly. Futures in Chicago closed one percent higher, held back by a large Brazilian harvest, while shares of container lines fell because lower tariffs may empty the rush of early shipments.
What the Geneva paper does not mention is subsidies for electric cars. Negotiators for Beijing and Washington could not agree even on how to count them, according to three people who were briefed on the talks.
"""

TRADE_OBSERVER = """
The ninety days that American and Chinese negotiators gave each other in Geneva are, above all, ninety days in which neither president has to explain a defeat at home.
In Washington the extension will be sold as firmness, since the ten percent duty stays. In Beijing it will be sold as patience, since the suspended levies on soybeans can return at any time.
Diplomats who followed the talks say that the tone between the United States and China has improved more than the substance. The delegations ate together on Sunday, which they had not done in the previous round, and the Chinese minister quoted a proverb about walls and windmills.
The test comes with electric cars. Should the U.S. raise its duty in June, as several senators demand, Chinese officials have hinted at controls on magnets that every motor needs.
For smaller countries the lesson of Geneva is less comfortable. When the two largest economies talk about tariffs, everyone else learns of the result from a press release.
"""

SANCTIONS_WIRE = """
BRUSSELS (Northern Wire) — The European Union adopted a new package of sanctions against Russia on Tuesday that blacklists forty-three oil tankers and, for the first time, a refinery outside Russia that bought their cargo.
The measures bar the ships from European ports and insurance. Diplomats said the vessels belong to the so-called shadow fleet, which carries Russian crude above the price cap under frequently changing flags.
Two banks in Central Asia were added to the list because they helped companies to evade earlier sanctions, the bloc's foreign policy chief said. "Whoever keeps the war economy running will find our market closed," she told journalists.
Hungary dropped its objection after an exemption for a pipeline was prolonged until the end of the year. The embargo on liquefied gas, which Poland and the Baltic states had asked for, was put off again.
Moscow called the decision illegal and announced that it would answer. Ukraine's president thanked the member states and urged them to sanction the captains of the tankers as well.
According to customs data, Russian seaborne exports of crude fell by nine percent in the three months after the previous package.
"""

SANCTIONS_MERIDIAN = """
Shipbrokers in Piraeus began to reprice old tankers on Tuesday, hours after Brussels put forty-three of them on its sanctions list.
A fifteen-year-old Aframax that cost forty million dollars at Christmas is now offered for thirty-one, one broker said, because nobody can be sure that the next European package will not name it too.
Insurers are more worried about the refinery. By listing a plant outside Russia that processed the cargo, the EU came close to the secondary sanctions that so far only the U.S. Treasury has used, and underwriters must now ask where every barrel went.
Oil prices barely moved. Traders assume that most of the crude will be rerouted within weeks, at a discount of about two dollars a barrel that Russian exporters will have to bear.
The two Central Asian banks on the list have lost their correspondent accounts in euros. One of them financed a third of the region's machinery imports last year, according to its annual report.
"""

SANCTIONS_OBSERVER_UPDATE = """
Moscow's answer came on Wednesday evening: the foreign ministry expelled the heads of two European cultural institutes and closed Russian ports to ships managed from Cyprus.
"""

TAIWAN_WIRE = """
TAIPEI (Northern Wire) — Taiwan's defence ministry counted twenty-nine Chinese military aircraft and eleven ships around the island on Wednesday, the largest number in a single day this year.
Nineteen of the planes crossed the median line of the Taiwan Strait, the ministry said. It sent fighters and put coastal missile batteries on alert, while ferries to the outlying island of Kinmen kept to their timetable.
The People's Liberation Army described the flights as a routine patrol. A spokesman in Beijing said that the exercise was a warning to "separatist forces", two days after the president of Taiwan had received a delegation of foreign lawmakers.
Officials in Taipei asked the population to remain calm. "We do not escalate, and we do not give way," the defence minister said in parliament.
Analysts noted that the formation included refuelling aircraft, which would allow fighters to stay east of the island for hours. Shipping companies reported no diversions.
"""

TAIWAN_GAZETTE = """
Fishermen in Keelung saw the contrails before the radio spoke of them. By noon on Wednesday almost thirty Chinese planes had circled Taiwan, more than on any day since New Year's Eve.
Lin Po-han, who has sailed from the harbour for thirty years, kept his nets in the water. "When they come close we look up, then we look down again," he said. His insurer has written to him twice this winter about exclusion zones.
The ministry in Taipei says that ships of the Chinese navy stayed outside the twelve-mile limit. Beijing speaks of a patrol near what it calls its own coast.
For the ports along the strait the question is less when an invasion might begin than what a week of drills would cost. A blockade exercise last year kept nine container ships waiting and left supermarkets in Taichung without imported milk for four days.
"""

AID_WIRE = """
COPENHAGEN (Northern Wire) — Four Nordic governments will deliver two more air defence batteries and six hundred interceptor missiles to Ukraine before the summer, their defence ministers said on Thursday.
The military aid is worth about one point four billion euros and comes from stocks of Norway, Denmark, Sweden and Finland, which will order replacements jointly. Training of the Ukrainian crews has begun at a base in Jutland.
Kyiv had asked for the systems after Russian missiles hit power stations in Kharkiv and Odesa in February. "Each battery is a city that keeps its lights on," Ukraine's defence minister said by video link.
The package also contains four hundred generators, demining vehicles and ammunition for howitzers. Denmark will pay for drones that are built in Ukrainian factories, a model that other allies want to copy.
Russia's embassy in Copenhagen warned that arms deliveries would prolong the war. The ministers answered that they would meet again in May to decide on fighter jets.
"""

AID_OBSERVER = """
It took the four Nordic ministers eleven minutes to announce what their staffs had negotiated since November: two air defence batteries for Ukraine, and six hundred missiles to load them with.
The sum is less remarkable than the method. Stocks are pooled, replacements are ordered together, and no parliament has to vote on a weapon of its own, which is how Helsinki and Stockholm kept the matter quiet.
Ukrainian crews are already training in Jutland. Officers there say that they arrive with more experience than their instructors, having shot down cruise missiles over Kharkiv with systems half as old.
Other allies are watching the Danish plan to buy drones straight from Ukrainian factories. It delivers faster than any arms package from abroad, and it leaves the money where the war is being fought.
Critics in Oslo ask how long the cupboards will last. The army has given away a third of its interceptors since the invasion, and the factory near the fjord needs two years for a missile.
"""

CHIPS_MERIDIAN = """
The Commerce Department in Washington added fourteen Chinese companies to its entity list on Friday and tightened export controls on the machines that print the finest semiconductors.
From April, tools for etching and deposition will need a licence even when they are shipped from third countries, if they contain American software. Licences for older chips, of the kind that go into cars, remain available.
Shares of equipment makers in the Netherlands and Japan fell by up to six percent. "We lose the service contracts first, and those were the profitable part," said an executive who asked not to be named.
China's commerce ministry accused the United States of abusing national security and said that it would protect its firms. A month ago Beijing had placed export restrictions on gallium, which chip plants need.
The new rule on artificial intelligence accelerators was left out at the last moment. Officials said that it would follow in the spring, after another round of comments.
"""

CHIPS_GAZETTE = """
In the industrial park behind the harbour, sixty people repair the pumps that keep chip factories free of dust. Since Friday half of their customers are behind a licence.
Washington's tighter export controls reach as far as this town because the pumps carry a small American program. Whoever wants to ship one to a Chinese semiconductor plant now has to ask the Commerce Department first.
"The form has forty-one pages and no box for pumps," says Marit Solheim, who runs the workshop. She expects to wait four months for an answer and has put twelve colleagues on short hours.
The chamber of commerce counts nine firms in the region that depend on such exports. None of them is on the American list of Chinese companies, and all of them sell to somebody who is.
"""

GAS_WIRE = """
ROTTERDAM (Northern Wire) — Europe's gas stores were thirty-four percent full on Thursday, the lowest level for early March in four years, after a cold February and weak wind.
Prices for delivery next month rose to fifty-one euros a megawatt hour. Utilities will have to buy about sixty billion cubic metres until October if the target of ninety percent is to be met, the grid operators' association said.
Cargoes of liquefied natural gas that had been on their way to Asia turned around off Portugal this week, ship tracking showed. Norway postponed maintenance at two fields to keep the pipelines full.
The energy commissioner said that there was no shortage. Governments are nevertheless discussing whether the storage target could be lowered, because traders who know that someone must buy have little reason to sell cheaply.
Industry groups asked for relief on grid fees. A fertiliser plant in the north of France has stopped one of its two ammonia lines.
"""

GARDEN_GAZETTE = """
The waiting list for an allotment behind the old ropewalk has grown to two hundred and twelve names, and the town wants to do something about it.
From May the parks department will split eighteen plots that have been fallow for a year. Each half measures about a hundred square metres, enough for potatoes, a shed and a quarrel about the hedge.
Gardeners who met in the parish hall on Tuesday asked for water taps rather than paths. The well at the lower end ran dry in August, and carrying cans across the railway line is not for everyone.
Those who get a plot must grow vegetables on a third of it. Inspectors come in June and, as one of them promised, with more patience than in other years.
"""

FOOTBALL_DELTA = """
Delta Rovers need a draw on Saturday to go up, and nobody at the ground by the canal will say the word aloud.
The team has not lost at home since September. Captain Jonas Brandt trained with a bandaged knee on Thursday and will decide after breakfast whether he plays.
Visitors from the island come with the best defence of the league and nothing to lose. Their coach, who once played for the Rovers, still has a season ticket in the stand behind the goal.
The club has put up two screens in the market square because the four thousand tickets were gone within an hour. Trams will run until midnight, whatever happens.
"""

BRIDGE_DELTA = """
The lift bridge at the mill will be closed to cars for eleven weeks from Monday, while engineers replace the cables that have carried it since 1961.
Cyclists and people on foot can use a pontoon three hundred metres upstream. Buses take the ring road and need a quarter of an hour more; the school bus leaves at ten past seven.
The water authority says that the old cables were sound but that nobody makes the clamps any more. The new ones come from a shipyard and were tested with four times the bridge's weight.
Shopkeepers on the east bank fear for their Easter trade. The council has promised free parking at the mill and a brass band on Saturdays.
"""

MUSEUM_OBSERVER = """
For nine years the whale hung in a warehouse. On Sunday it returned to the hall of the natural history museum, cleaned, measured again, and forty centimetres longer than the old label had claimed.
Conservators took the skeleton apart bone by bone. In the left fin they found a nail from 1887 and a note in which the carpenter complains about his pay.
The hall has been rebuilt so that visitors can walk beneath the animal on a bridge of glass. Children may touch a copy of a vertebra, which weighs as much as a bicycle.
Entrance is free until Easter. The museum asks that nobody bring umbrellas.
"""

COFFEE_MERIDIAN = """
A cup of espresso at the bar will cost one euro fifty in most Italian towns by summer, the association of roasters expects, twenty cents more than a year ago.
Two poor harvests in Vietnam and frost in Minas Gerais have drained the warehouses. Robusta is dearer than arabica was three years ago, which has made a nonsense of most recipes for blends.
Bar owners hesitate all the same. When a chain in Turin asked for two euros in January it lost a fifth of its customers within a week and took the price back.
Roasters now offer contracts over eighteen months, against their habit. Large buyers sign them, smaller ones hope for rain.
"""

LIBRARY_GAZETTE = """
The town library will lend sewing machines, projectors and a telescope from April, along with the books that it is known for.
The idea came from a reader who had asked for a drill. Forty objects have been bought or given so far; each can be kept for two weeks, and a volunteer explains how it works.
Fines stay as they were, at ten cents a day. Only the telescope needs a deposit, since the last one went to a school in the mountains and is still there.
"""
