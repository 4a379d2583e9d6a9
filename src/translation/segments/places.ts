// ISO 3166-1: each country's two letters, then its three.
const countries = `
  ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA
  BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG
  CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU
  EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL
  GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD
  IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO
  LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG
  MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL
  NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU
  RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV
  SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA
  UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE
`;

const alpha3 = new Map(
  countries
    .trim()
    .split(/\s+/)
    .map((pair) => [pair.slice(0, 2), pair.slice(2)]),
);
const alpha2 = new Map([...alpha3].map(([two, three]) => [three, two]));

/** A country's two letters (ISO 3166-1), from its two or three; undefined for what is neither. */
export function countryOf(text: string): string | undefined {
  return alpha3.has(text) ? text : alpha2.get(text);
}

/** A country's three letters, from its two. */
export function threeLetters(country: string): string | undefined {
  return alpha3.get(country);
}

// The states, territories and military "states" of the US Postal Service, and Canada's provinces and territories.
const states: Readonly<Record<string, string>> = {
  US:
    'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX ' +
    'UT VT VA WA WV WI WY DC AS GU MP PR VI UM FM MH PW AA AE AP',
  CA: 'AB BC MB NB NL NS NT NU ON PE QC SK YT',
};

/** Whether a state of two letters is one of a country's, where we have its list (US, CA). @param country two letters */
export function isState(state: string, country: string | undefined): boolean {
  const known = country === undefined ? undefined : states[country];
  return /^[A-Z]{2}$/.test(state) && (known === undefined || known.split(' ').includes(state));
}

/** Whether a postal code without blanks and punctuation has its country's form, where we know it (US, CA). */
export function isPostalCode(code: string, country: string | undefined): boolean {
  if (country === 'US') return /^\d{5}(?:\d{4})?$/.test(code);
  if (country === 'CA') return /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d$/.test(code);
  return true;
}

/** Whether a street line is a post office box. */
export function isPostOfficeBox(line: string): boolean {
  return /(?:^|[\s,])(?:p\.?\s*o\.?\s*box|post(?:al)?\s*office\s*box|postal\s*box|case\s*postale|apartado(?:\s*postal)?)\b/i.test(
    line,
  );
}
