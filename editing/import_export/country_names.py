"""Names of countries that people use beside those of ISO 3166, folded, by their codes."""

_NAMES = {
    "AM": "republic of armenia, ormeny koztarsasag",
    "AT": "osterreich",
    "BY": "bielorusia, belorusia",
    "CH": "elvetia, schweiz, suisse",
    "CI": "ivory coast",
    "CN": "kinai nepkoztarsasag, republica populara chineza, r.p. china, r.p. chineza, p.r. china, "
    "rpc, knk, prc, people's republic of china",
    "CV": "cape verde",
    "CZ": "cehia, czech republic, cseh koztarsasag",
    "DE": "deutschland, nszk, rfg",
    "ES": "espana",
    "FI": "suomi",
    "GB": "marea britanie, uk, u.k., great britain, britain, anglia, england, nagy-britannia",
    "HR": "hrvatska",
    "HU": "republica ungara, republica ungaria, magyar koztarsasag, ungarn",
    "IT": "italien",
    "KR": "republic of korea, koreai koztarsasag",
    "MD": "r. moldova, rep. moldova, moldavia",
    "MO": "macau",
    "NL": "tarile de jos, holland, the netherlands, nederland",
    "PL": "polska, lengyel koztarsasag",
    "RS": "srbija",
    "RU": "federatia rusa, orosz foderacio",
    "SK": "republica slovaca, szlovak koztarsasag, slovak republic, slovensko",
    "SZ": "swaziland",
    "TR": "turkey",
    "TW": "tajvan",
    "US": "sua, s.u.a., usa, u.s.a., egyesult allamok, united states, america",
    "XK": "kosovo, koszovo",
}
COUNTRY_NAMES = {name: code for code, names in _NAMES.items() for name in names.split(", ")}
