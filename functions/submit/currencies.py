"""The currencies that people are paid in: ISO 4217's list one, and one stablecoin. Pure.

Without metals, funds, baskets and codes for tests, which nobody is paid in, and without currencies
that are withdrawn. A currency joins or leaves here when its country says so.
"""

# By their decimal places.
BY_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    2: "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD"
    " CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD"
    " GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL"
    " MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN"
    " PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP"
    " SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
    3: "BHD IQD JOD KWD LYD OMR TND",
    6: "USDT",
}
DECIMALS = {
    currency: decimals
    for decimals, currencies in BY_DECIMALS.items()
    for currency in currencies.split()
}


def fits(amount: str, currency: str) -> bool:
    """Whether there is money so small; zeros at the end do not count."""
    return len(amount.partition(".")[2].rstrip("0")) <= DECIMALS[currency]
