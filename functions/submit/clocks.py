"""What day it is where a customer lives: by their country's easternmost clock, in summer. Pure.

A table, because functions carry no database of time zones; a test compares it with one.
"""

from datetime import date, datetime, timedelta

# By minutes ahead of UTC. Who is of age somewhere in their country is of age.
AHEAD_MINUTES = {
    840: "KI",
    825: "NZ",
    780: "AQ TK TO WS",
    720: "FJ MH NF NR RU TV UM WF",
    660: "AU FM NC PG SB VU",
    600: "GU MP",
    540: "ID JP KP KR PW TL",
    480: "BN CN HK MN MO MY PH SG TW",
    420: "CX KH LA TH VN",
    390: "CC MM",
    360: "BD BT IO KG",
    345: "NP",
    330: "IN LK",
    300: "HM KZ MV PK TF TJ TM UZ",
    270: "AF",
    240: "AE AM AZ GE MU OM RE SC",
    210: "IR",
    180: "AX BG BH BY CY DJ EE EG ER ET FI GR IL IQ JO KE KM KW LB LT LV MD MG PS QA RO SA SO SY"
    " TR TZ UA UG YE YT",
    120: "AD AL AT BA BE BI BV BW CD CH CZ DE DK ES FR GI HR HU IT LI LS LU LY MC ME MK MT MW MZ"
    " NA NL NO PL RS RW SD SE SI SJ SK SM SS SZ VA XK ZA ZM ZW",
    60: "AO BJ CF CG CM DZ EH FO GA GB GG GQ IE IM JE MA NE NG PT TD TN",
    0: "BF CI GH GL GM GN GW IS LR ML MR SH SL SN ST TG",
    -60: "CV",
    -120: "BR GS PM",
    -150: "CA",
    -180: "AR BM CL FK GF PY SR UY",
    -240: "AG AI AW BB BL BO BQ BS CU CW DM DO GD GP GY HT KN LC MF MQ MS PR SX TC TT US VC VE"
    " VG VI",
    -300: "CO EC JM KY MX PA PE",
    -360: "BZ CR GT HN NI SV",
    -480: "PN",
    -540: "PF",
    -600: "CK",
    -660: "AS NU",
}
CLOCKS = {
    country: timedelta(minutes=minutes)
    for minutes, countries in AHEAD_MINUTES.items()
    for country in countries.split()
}
EARLIEST_ON_EARTH, LATEST_ON_EARTH = timedelta(hours=14), -timedelta(hours=12)


def day_in(country: str, at: datetime) -> date:
    return (at + CLOCKS[country]).date()
