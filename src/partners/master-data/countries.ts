import { tidy } from './tidy.ts';

/**
 * The countries Sterling takes, as code|ISO 3166 alpha-3|names. The codes are those of the API's own list of `countryOrRegion`,
 * codes that ISO has withdrawn since included; the first name is the usual English one. Spain is SP there [INF: from its place in
 * the list, which has no ES].
 */
const table = `
AF|AFG|Afghanistan
AX|ALA|Åland Islands
AL|ALB|Albania
DZ|DZA|Algeria
AS|ASM|American Samoa
AD|AND|Andorra
AO|AGO|Angola
AI|AIA|Anguilla
AQ|ATA|Antarctica
AG|ATG|Antigua & Barbuda
AR|ARG|Argentina
AM|ARM|Armenia
AW|ABW|Aruba
AU|AUS|Australia
AT|AUT|Austria
AZ|AZE|Azerbaijan
BS|BHS|Bahamas
BH|BHR|Bahrain
BD|BGD|Bangladesh
BB|BRB|Barbados
BY|BLR|Belarus
BE|BEL|Belgium
BZ|BLZ|Belize
BJ|BEN|Benin
BM|BMU|Bermuda
BT|BTN|Bhutan
BO|BOL|Bolivia
BQ|BES|Caribbean Netherlands
BA|BIH|Bosnia & Herzegovina
BW|BWA|Botswana
BV|BVT|Bouvet Island
BR|BRA|Brazil
IO|IOT|British Indian Ocean Territory
BN|BRN|Brunei
BG|BGR|Bulgaria
BF|BFA|Burkina Faso
BI|BDI|Burundi
KH|KHM|Cambodia
CM|CMR|Cameroon
CA|CAN|Canada
CV|CPV|Cape Verde
KY|CYM|Cayman Islands
CF|CAF|Central African Republic
TD|TCD|Chad
CL|CHL|Chile
CN|CHN|China|People's Republic of China|PR China
CX|CXR|Christmas Island
CC|CCK|Cocos (Keeling) Islands
CO|COL|Colombia
KM|COM|Comoros
CG|COG|Congo - Brazzaville|Congo
CD|COD|Congo - Kinshasa|DR Congo
CK|COK|Cook Islands
CR|CRI|Costa Rica
CI|CIV|Côte d’Ivoire|Ivory Coast
HR|HRV|Croatia
CU|CUB|Cuba
CW|CUW|Curaçao
CY|CYP|Cyprus
CZ|CZE|Czechia|Czech Republic
CS|CSK|Czechoslovakia
DK|DNK|Denmark
DJ|DJI|Djibouti
DM|DMA|Dominica
DO|DOM|Dominican Republic
TP|TMP|East Timor
EC|ECU|Ecuador
EG|EGY|Egypt
SV|SLV|El Salvador
GQ|GNQ|Equatorial Guinea
ER|ERI|Eritrea
EE|EST|Estonia
ET|ETH|Ethiopia
FK|FLK|Falkland Islands
FO|FRO|Faroe Islands
FJ|FJI|Fiji
FI|FIN|Finland
FR|FRA|France
GF|GUF|French Guiana
PF|PYF|French Polynesia
TF|ATF|French Southern Territories
GA|GAB|Gabon
GM|GMB|Gambia
GE|GEO|Georgia
DE|DEU|Germany|Deutschland
GH|GHA|Ghana
GI|GIB|Gibraltar
GR|GRC|Greece
GL|GRL|Greenland
GD|GRD|Grenada
GP|GLP|Guadeloupe
GU|GUM|Guam
GT|GTM|Guatemala
GG|GGY|Guernsey
GN|GIN|Guinea
GW|GNB|Guinea-Bissau
GY|GUY|Guyana
HT|HTI|Haiti
HM|HMD|Heard & McDonald Islands
HN|HND|Honduras
HK|HKG|Hong Kong SAR China|Hong Kong
HU|HUN|Hungary
IS|ISL|Iceland
IN|IND|India
ID|IDN|Indonesia
IR|IRN|Iran
IQ|IRQ|Iraq
IE|IRL|Ireland
IM|IMN|Isle of Man
IL|ISR|Israel
IT|ITA|Italy
JM|JAM|Jamaica
JP|JPN|Japan
JE|JEY|Jersey
JO|JOR|Jordan
KZ|KAZ|Kazakhstan
KE|KEN|Kenya
KI|KIR|Kiribati
KP|PRK|North Korea
KR|KOR|South Korea|Korea|Republic of Korea
KW|KWT|Kuwait
KG|KGZ|Kyrgyzstan
LA|LAO|Laos
LV|LVA|Latvia
LB|LBN|Lebanon
LS|LSO|Lesotho
LR|LBR|Liberia
LY|LBY|Libya
LI|LIE|Liechtenstein
LT|LTU|Lithuania
LU|LUX|Luxembourg
MO|MAC|Macao SAR China|Macao|Macau
MK|MKD|North Macedonia|Macedonia
MG|MDG|Madagascar
MW|MWI|Malawi
MY|MYS|Malaysia
MV|MDV|Maldives
ML|MLI|Mali
MT|MLT|Malta
MH|MHL|Marshall Islands
MQ|MTQ|Martinique
MR|MRT|Mauritania
MU|MUS|Mauritius
YT|MYT|Mayotte
MX|MEX|Mexico|México
FM|FSM|Micronesia
MD|MDA|Moldova
MC|MCO|Monaco
MN|MNG|Mongolia
ME|MNE|Montenegro
MS|MSR|Montserrat
MA|MAR|Morocco
MZ|MOZ|Mozambique
MM|MMR|Myanmar (Burma)|Burma
NA|NAM|Namibia
NR|NRU|Nauru
NP|NPL|Nepal
NL|NLD|Netherlands|The Netherlands|Holland
AN|ANT|Netherlands Antilles
NT|NTZ|Neutral Zone
NC|NCL|New Caledonia
NZ|NZL|New Zealand
NI|NIC|Nicaragua
NE|NER|Niger
NG|NGA|Nigeria
NU|NIU|Niue
NF|NFK|Norfolk Island
MP|MNP|Northern Mariana Islands
NO|NOR|Norway
OM|OMN|Oman
PK|PAK|Pakistan
PW|PLW|Palau
PS|PSE|Palestinian Territories
PA|PAN|Panama
PG|PNG|Papua New Guinea
PY|PRY|Paraguay
PE|PER|Peru
PH|PHL|Philippines
PN|PCN|Pitcairn Islands
PL|POL|Poland
PT|PRT|Portugal
PR|PRI|Puerto Rico
QA|QAT|Qatar
RE|REU|Réunion
RO|ROU|Romania
RU|RUS|Russia|Russian Federation
RW|RWA|Rwanda
BL|BLM|St. Barthélemy
KN|KNA|St. Kitts & Nevis
LC|LCA|St. Lucia
MF|MAF|St. Martin
VC|VCT|St. Vincent & Grenadines
WS|WSM|Samoa
SM|SMR|San Marino
ST|STP|São Tomé & Príncipe
SA|SAU|Saudi Arabia
SN|SEN|Senegal
RS|SRB|Serbia
SC|SYC|Seychelles
SL|SLE|Sierra Leone
SG|SGP|Singapore
SX|SXM|Sint Maarten
SK|SVK|Slovakia
SI|SVN|Slovenia
SB|SLB|Solomon Islands
SO|SOM|Somalia
ZA|ZAF|South Africa
GS|SGS|South Georgia & South Sandwich Islands
SS|SSD|South Sudan
SP|ESP|Spain|ES|España
LK|LKA|Sri Lanka
SH|SHN|St. Helena
PM|SPM|St. Pierre & Miquelon
SD|SDN|Sudan
SR|SUR|Suriname
SJ|SJM|Svalbard & Jan Mayen
SZ|SWZ|Eswatini|Swaziland
SE|SWE|Sweden
CH|CHE|Switzerland
SY|SYR|Syria
TW|TWN|Taiwan
TJ|TJK|Tajikistan
TZ|TZA|Tanzania
TH|THA|Thailand
TL|TLS|Timor-Leste
TG|TGO|Togo
TK|TKL|Tokelau
TO|TON|Tonga
TT|TTO|Trinidad & Tobago
TN|TUN|Tunisia
TR|TUR|Turkey|Turkiye
TM|TKM|Turkmenistan
TC|TCA|Turks & Caicos Islands
TV|TUV|Tuvalu
UG|UGA|Uganda
UA|UKR|Ukraine
AE|ARE|United Arab Emirates
GB|GBR|United Kingdom|Great Britain|UK|U.K.|England|Scotland|Wales|Northern Ireland
US|USA|United States|United States of America|U.S.A.|U.S.
UM|UMI|U.S. Outlying Islands
UY|URY|Uruguay
UZ|UZB|Uzbekistan
VU|VUT|Vanuatu
VA|VAT|Vatican City
VE|VEN|Venezuela
VN|VNM|Vietnam|Viet Nam
VG|VGB|British Virgin Islands
VI|VIR|U.S. Virgin Islands
WF|WLF|Wallis & Futuna
EH|ESH|Western Sahara
YE|YEM|Yemen
YU|YUG|Yugoslavia
ZM|ZMB|Zambia
ZW|ZWE|Zimbabwe`;

interface Country {
  readonly code: string;
  readonly alpha3: string;
  readonly name: string;
}

const countries: ReadonlyMap<string, Country> = new Map(
  table
    .trim()
    .split('\n')
    .map((row) => row.split('|'))
    .map(([code = '', alpha3 = '', name = code]) => [code, { code, alpha3, name }]),
);

const codes: ReadonlyMap<string, string> = new Map(
  table
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [code = '', ...spellings] = row.split('|');
      return [code, ...spellings].filter((spelling) => spelling !== '').map((spelling) => [folded(spelling), code]);
    }),
);

/**
 * Sterling's code of a country as SYSPRO's free address lines have it: the code itself, ISO's of three letters, or its English name,
 * whatever its case, accents and dots. Undefined: nobody can say which country is meant.
 */
export function countryCode(text: string): string | undefined {
  return codes.get(folded(text));
}

/**
 * A country's code as the server shows it for others: its own list is not documented in all releases, and what it shows it takes.
 * @param code one of Sterling's; given back where the server shows none for that country
 * @param shown what the server shows as countries
 */
export function countryAsShown(code: string, shown: Iterable<string | undefined>): string {
  const country = countryCode(code);
  for (const one of shown) if (one !== undefined && /^[A-Z]{2}$/.test(one) && countryCode(one) === country) return one;
  return code;
}

/** A country in the style of a text that named one before, for an address line: code, three letters or name. @param code one of Sterling's */
export function countryInStyleOf(code: string, before: string | undefined): string {
  const country = countries.get(code);
  const length = before === undefined ? 2 : tidy(before).length;
  if (!country || length === 2) return code === 'SP' ? 'ES' : code;
  return length === 3 && country.alpha3 !== '' ? country.alpha3 : country.name;
}

function folded(text: string): string {
  return tidy(text)
    .normalize('NFD')
    .replace(/[\p{M}.’']/gu, '')
    .replaceAll('&', 'and')
    .toUpperCase();
}
