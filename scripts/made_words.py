"""Words from which `make_content` makes texts, in three languages: of each row all say the same."""

# What a region is called, by its kind.
REGIONS = [
    {"ro": "Județul {}", "hu": "{} vármegye", "en": "{} County"},
    {"ro": "Provincia {}", "hu": "{} tartomány", "en": "{} Province"},
    {"ro": "Regiunea {}", "hu": "{} régió", "en": "{} Region"},
    {"ro": "Districtul {}", "hu": "{} kerület", "en": "{} District"},
    {"ro": "Raionul {}", "hu": "{} járás", "en": "{} Raion"},
]
INSTITUTIONS = ["Consiliul {}", "{} Council", "{} Önkormányzata", "Consiglio di {}", "Urząd {}"]
SUBJECTS = [
    {"ro": "produselor locale", "hu": "a helyi termékek", "en": "local products"},
    {"ro": "dansului popular", "hu": "a néptánc", "en": "folk dance"},
    {"ro": "apicultorilor", "hu": "a méhészek", "en": "beekeepers"},
    {"ro": "pădurii și lemnului", "hu": "az erdő és a fa", "en": "forests and timber"},
    {"ro": "apelor minerale", "hu": "az ásványvizek", "en": "mineral waters"},
    {"ro": "turismului rural", "hu": "a falusi turizmus", "en": "rural tourism"},
    {"ro": "tinerilor antreprenori", "hu": "a fiatal vállalkozók", "en": "young entrepreneurs"},
    {"ro": "pompierilor voluntari", "hu": "az önkéntes tűzoltók", "en": "volunteer firefighters"},
    {"ro": "bibliotecilor", "hu": "a könyvtárak", "en": "libraries"},
    {"ro": "muzeelor", "hu": "a múzeumok", "en": "museums"},
    {"ro": "medicilor de familie", "hu": "a háziorvosok", "en": "family doctors"},
    {"ro": "elevilor și profesorilor", "hu": "a diákok és tanárok", "en": "pupils and teachers"},
    {"ro": "energiei curate", "hu": "a tiszta energia", "en": "clean energy"},
    {"ro": "transportului public", "hu": "a közösségi közlekedés", "en": "public transport"},
    {"ro": "olăritului", "hu": "a fazekasság", "en": "pottery"},
    {"ro": "hocheiului pe gheață", "hu": "a jégkorong", "en": "ice hockey"},
    {"ro": "salvatorilor montani", "hu": "a hegyimentők", "en": "mountain rescuers"},
    {"ro": "administrației digitale", "hu": "a digitális közigazgatás", "en": "digital government"},
    {"ro": "cartofului", "hu": "a burgonya", "en": "potatoes"},
    {"ro": "fotografilor", "hu": "a fotósok", "en": "photographers"},
]
TITLES = {
    "event": [
        {"ro": "Festivalul {} din {}", "hu": "{1}: {0} fesztiválja", "en": "Festival of {} in {}"},
        {"ro": "Zilele {} la {}", "hu": "{1}: {0} napjai", "en": "Days of {} in {}"},
        {"ro": "Conferința {} de la {}", "hu": "{1}: {0} konferenciája", "en": "{} in {}"},
        {"ro": "Târgul {} din {}", "hu": "{1}: {0} vására", "en": "Fair of {} in {}"},
    ],
    "project": [
        {"ro": "Rețeaua {}: {}", "hu": "{1}: {0} hálózata", "en": "Network of {}: {}"},
        {"ro": "Viitorul {} în {}", "hu": "{1}: {0} jövője", "en": "Future of {} in {}"},
        {"ro": "Drumul {} prin {}", "hu": "{1}: {0} útja", "en": "Route of {} through {}"},
    ],
    "programme": [
        {"ro": "Sprijinul {}: {}", "hu": "{1}: {0} támogatása", "en": "Support for {}: {}"},
        {"ro": "Schimbul {} cu {}", "hu": "{1}: {0} cseréje", "en": "Exchange on {} with {}"},
    ],
    "membership": [
        {"ro": "Asociația {} din {}", "hu": "{1}: {0} szövetsége", "en": "Association: {} in {}"},
    ],
}
SENTENCES = [
    {
        "ro": "Județul Harghita și {} lucrează împreună din {}.",
        "hu": "Hargita megye és {} {} óta dolgozik együtt.",
        "en": "Harghita County and {} have worked together since {}.",
    },
    {
        "ro": "La întâlnirea din {} au venit oaspeți din {} sate.",
        "hu": "A találkozóra ({}) {} faluból érkeztek vendégek.",
        "en": "Guests from {1} villages came to the meeting in {0}.",
    },
    {
        "ro": "Delegația din {} a vizitat {} instituții.",
        "hu": "{} küldöttsége {} intézményt látogatott meg.",
        "en": "The delegation of {} visited {} institutions.",
    },
    {
        "ro": "Partenerii din {} au semnat documentul numărul {}.",
        "hu": "A partnerek ({}) aláírták a {}. számú okmányt.",
        "en": "The partners in {} signed document number {}.",
    },
    {
        "ro": "Elevii din {} au învățat timp de {} zile la Miercurea Ciuc.",
        "hu": "{} diákjai {} napig tanultak Csíkszeredában.",
        "en": "Pupils from {} studied in Miercurea Ciuc for {} days.",
    },
    {
        "ro": "Meșteșugarii din {} au arătat {} obiecte lucrate de mână.",
        "hu": "{} kézművesei {} kézzel készített tárgyat mutattak be.",
        "en": "Craftspeople from {} showed {} objects made by hand.",
    },
]
# From which the names of places are put together.
BEGINNINGS = """Al Ar Ba Be Bo Bra Ca Che Chi Cor Da De Do Dra E Fa Fe Ga Ge Gra Ha He Ho I Ka Ke Ko
 Kra La Le Li Lo Ma Me Mi Mo Na Ne No O Pa Pe Po Pra Ra Re Ro Sa Se Si So Sta Ta Te Ti Tra U Va Ve
 Vi Wa Ya Ze Zo"""
MIDDLES = "ba be da dă go ga ka lá li lo ma mé mi na né no ra ré ri ro sá se ta té ti va vo zi"
ENDINGS = "br burg d ești g grad háza k l lin m n na nia nt r ra ria rs s sk st t ta va vár z"
# The seats of European countries, about: the countries elsewhere lie where chance puts them.
EUROPE = {
    "AT": (48, 16), "BE": (51, 4), "BG": (43, 23), "CH": (47, 7), "CZ": (50, 14), "DE": (52, 13),
    "DK": (56, 12), "EE": (59, 25), "ES": (40, -4), "FI": (60, 25), "FR": (49, 2), "GB": (51, 0),
    "GR": (38, 24), "HR": (46, 16), "HU": (47, 19), "IE": (53, -6), "IT": (42, 12), "LT": (55, 25),
    "LV": (57, 24), "MD": (47, 29), "NL": (52, 5), "NO": (60, 11), "PL": (52, 21), "PT": (39, -9),
    "RO": (46, 25), "RS": (45, 20), "SE": (59, 18), "SI": (46, 14), "SK": (48, 17), "UA": (50, 30),
}  # fmt: skip
