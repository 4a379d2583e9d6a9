import type { SegmentText } from '../guide.ts';

/**
 * The segments of orders, invoices and ship notices in release 004010: name, elements (position, data element, M or O, type, min/max) and relational notes.
 * Segments a set's structure names and this table lacks are checked for their place only.
 */
export const segments004010: Readonly<Record<string, SegmentText>> = {
  AMT: {
    name: 'Monetary Amount',
    elements: `01 522 M ID 1/3; 02 782 M R 1/18; 03 478 O ID 1/1`,
  },
  BEG: {
    name: 'Beginning Segment for Purchase Order',
    elements: `01 353 M ID 2/2; 02 92 M ID 2/2; 03 324 M AN 1/22; 04 328 O AN 1/30; 05 373 M DT 8/8; 06 367 O AN 1/30; 07 587 O ID 2/2; 08 1019 O ID 3/3; 09 1166 O ID 2/2; 10 1232 O ID 2/2; 11 786 O ID 2/2; 12 640 O ID 2/2`,
  },
  BIG: {
    name: 'Beginning Segment for Invoice',
    elements: `01 373 M DT 8/8; 02 76 M AN 1/22; 03 373 O DT 8/8; 04 324 O AN 1/22; 05 328 O AN 1/30; 06 327 O AN 1/8; 07 640 O ID 2/2; 08 353 O ID 2/2; 09 306 O ID 1/2; 10 76 O AN 1/22`,
  },
  BSN: {
    name: 'Beginning Segment for Ship Notice',
    elements: `01 353 M ID 2/2; 02 396 M AN 2/30; 03 373 M DT 8/8; 04 337 M TM 4/8; 05 1005 O ID 4/4; 06 640 O ID 2/2; 07 641 O ID 3/3`,
    notes: 'C0706',
  },
  CAD: {
    name: 'Carrier Detail',
    elements: `01 91 O ID 1/2; 02 206 O AN 1/4; 03 207 O AN 1/10; 04 140 O ID 2/4; 05 387 O AN 1/35; 06 368 O ID 2/2; 07 128 O ID 2/3; 08 127 O AN 1/30; 09 284 O ID 2/2`,
    notes: 'R0405 C0708',
  },
  CSH: {
    name: 'Sales Requirements',
    elements: `01 563 O ID 1/2; 02 306 O ID 1/2; 03 610 O N2 1/15; 04 508 O AN 1/35; 05 373 O DT 8/8; 06 559 O ID 2/2; 07 560 O ID 2/10; 08 566 O ID 1/2; 09 954 O R 1/10; 10 1004 O ID 1/2`,
    notes: 'C0203 P0607 P0910',
  },
  CTP: {
    name: 'Pricing Information',
    elements: `01 687 O ID 2/2; 02 236 O ID 3/3; 03 212 O R 1/17; 04 380 O R 1/15; 05 C001 O composite; 06 648 O ID 3/3; 07 649 O R 1/10; 08 782 O R 1/18; 09 639 O ID 2/2; 10 499 O AN 1/10; 11 289 O N0 1/2`,
    notes: 'P0405 C0607 C0902 C1002 C1103',
  },
  CTT: {
    name: 'Transaction Totals',
    elements: `01 354 M N0 1/6; 02 347 O R 1/10; 03 81 O R 1/10; 04 355 O ID 2/2; 05 183 O R 1/8; 06 355 O ID 2/2; 07 352 O AN 1/80`,
    notes: 'P0304 P0506',
  },
  CUR: {
    name: 'Currency',
    elements: `01 98 M ID 2/3; 02 100 M ID 3/3; 03 280 O R 4/10; 04 98 O ID 2/3; 05 100 O ID 3/3; 06 669 O ID 3/3; 07 374 O ID 3/3; 08 373 O DT 8/8; 09 337 O TM 4/8; 10 374 O ID 3/3; 11 373 O DT 8/8; 12 337 O TM 4/8; 13 374 O ID 3/3; 14 373 O DT 8/8; 15 337 O TM 4/8; 16 374 O ID 3/3; 17 373 O DT 8/8; 18 337 O TM 4/8; 19 374 O ID 3/3; 20 373 O DT 8/8; 21 337 O TM 4/8`,
    notes: 'C0807 C0907 L101112 C1110 C1210 L131415 C1413 C1513 L161718 C1716 C1816 L192021 C2019 C2119',
  },
  DTM: {
    name: 'Date/Time Reference',
    elements: `01 374 M ID 3/3; 02 373 O DT 8/8; 03 337 O TM 4/8; 04 623 O ID 2/2; 05 1250 O ID 2/3; 06 1251 O AN 1/35`,
    notes: 'R020305 C0403 P0506',
  },
  FOB: {
    name: 'F.O.B. Related Instructions',
    elements: `01 146 M ID 2/2; 02 309 O ID 1/2; 03 352 O AN 1/80; 04 334 O ID 2/2; 05 335 O ID 3/3; 06 309 O ID 1/2; 07 352 O AN 1/80; 08 54 O ID 2/2; 09 352 O AN 1/80`,
    notes: 'C0302 C0405 C0706 C0809',
  },
  HL: {
    name: 'Hierarchical Level',
    elements: `01 628 M AN 1/12; 02 734 O AN 1/12; 03 735 M ID 1/2; 04 736 O ID 1/1`,
  },
  ISS: {
    name: 'Invoice Shipment Summary',
    elements: `01 382 O R 1/10; 02 355 O ID 2/2; 03 81 O R 1/10; 04 355 O ID 2/2; 05 183 O R 1/8; 06 355 O ID 2/2; 07 380 O R 1/15; 08 81 O R 1/10`,
    notes: 'R010305 P0102 P0304 P0506',
  },
  IT1: {
    name: 'Baseline Item Data (Invoice)',
    elements: `01 350 O AN 1/20; 02 358 O R 1/10; 03 355 O ID 2/2; 04 212 O R 1/17; 05 639 O ID 2/2; 06 235 O ID 2/2; 07 234 O AN 1/48; 08 235 O ID 2/2; 09 234 O AN 1/48; 10 235 O ID 2/2; 11 234 O AN 1/48; 12 235 O ID 2/2; 13 234 O AN 1/48; 14 235 O ID 2/2; 15 234 O AN 1/48; 16 235 O ID 2/2; 17 234 O AN 1/48; 18 235 O ID 2/2; 19 234 O AN 1/48; 20 235 O ID 2/2; 21 234 O AN 1/48; 22 235 O ID 2/2; 23 234 O AN 1/48; 24 235 O ID 2/2; 25 234 O AN 1/48`,
    notes: 'P020304 P0607 P0809 P1011 P1213 P1415 P1617 P1819 P2021 P2223 P2425',
  },
  IT3: {
    name: 'Additional Item Data',
    elements: `01 382 O R 1/10; 02 355 O ID 2/2; 03 368 O ID 2/2; 04 383 O R 1/9; 05 371 O ID 2/2`,
    notes: 'P0102 R01030405',
  },
  ITD: {
    name: 'Terms of Sale/Deferred Terms of Sale',
    elements: `01 336 O ID 2/2; 02 333 O ID 1/2; 03 338 O R 1/6; 04 370 O DT 8/8; 05 351 O N0 1/3; 06 446 O DT 8/8; 07 386 O N0 1/3; 08 362 O N2 1/10; 09 388 O DT 8/8; 10 389 O N2 1/10; 11 342 O R 1/5; 12 352 O AN 1/80; 13 765 O N0 1/2; 14 107 O ID 1/2; 15 954 O R 1/10`,
    notes: 'L03040513 L08040513 L091011',
  },
  LE: {
    name: 'Loop Trailer',
    elements: `01 447 M AN 1/6`,
  },
  LIN: {
    name: 'Item Identification',
    elements: `01 350 O AN 1/20; 02 235 M ID 2/2; 03 234 M AN 1/48; 04 235 O ID 2/2; 05 234 O AN 1/48; 06 235 O ID 2/2; 07 234 O AN 1/48; 08 235 O ID 2/2; 09 234 O AN 1/48; 10 235 O ID 2/2; 11 234 O AN 1/48; 12 235 O ID 2/2; 13 234 O AN 1/48; 14 235 O ID 2/2; 15 234 O AN 1/48; 16 235 O ID 2/2; 17 234 O AN 1/48; 18 235 O ID 2/2; 19 234 O AN 1/48; 20 235 O ID 2/2; 21 234 O AN 1/48; 22 235 O ID 2/2; 23 234 O AN 1/48; 24 235 O ID 2/2; 25 234 O AN 1/48; 26 235 O ID 2/2; 27 234 O AN 1/48; 28 235 O ID 2/2; 29 234 O AN 1/48; 30 235 O ID 2/2; 31 234 O AN 1/48`,
    notes: 'P0405 P0607 P0809 P1011 P1213 P1415 P1617 P1819 P2021 P2223 P2425 P2627 P2829 P3031',
  },
  LS: {
    name: 'Loop Header',
    elements: `01 447 M AN 1/6`,
  },
  MAN: {
    name: 'Marks and Numbers',
    elements: `01 88 M ID 1/2; 02 87 M AN 1/48; 03 87 O AN 1/48; 04 88 O ID 1/2; 05 87 O AN 1/48; 06 87 O AN 1/48`,
    notes: 'P0405 C0605',
  },
  MEA: {
    name: 'Measurements',
    elements: `01 737 O ID 2/2; 02 738 O ID 1/3; 03 739 O R 1/20; 04 C001 O composite; 05 740 O R 1/20; 06 741 O R 1/20; 07 935 O ID 2/2; 08 936 O ID 2/2; 09 752 O ID 2/2; 10 1373 O ID 2/4`,
    notes: 'R03050608 C0504 C0604 L07030506 E0803',
  },
  MSG: {
    name: 'Message Text',
    elements: `01 933 M AN 1/264; 02 934 O ID 2/2; 03 1470 O N0 1/9`,
  },
  N1: {
    name: 'Name',
    elements: `01 98 M ID 2/3; 02 93 O AN 1/60; 03 66 O ID 1/2; 04 67 O AN 2/80; 05 706 O ID 2/2; 06 98 O ID 2/3`,
    notes: 'R0203 P0304',
  },
  N2: {
    name: 'Additional Name Information',
    elements: `01 93 M AN 1/60; 02 93 O AN 1/60`,
  },
  N3: {
    name: 'Address Information',
    elements: `01 166 M AN 1/55; 02 166 O AN 1/55`,
  },
  N4: {
    name: 'Geographic Location',
    elements: `01 19 O AN 2/30; 02 156 O ID 2/2; 03 116 O ID 3/15; 04 26 O ID 2/3; 05 309 O ID 1/2; 06 310 O AN 1/30`,
    notes: 'C0605',
  },
  N9: {
    name: 'Reference Identification',
    elements: `01 128 M ID 2/3; 02 127 O AN 1/30; 03 369 O AN 1/45; 04 373 O DT 8/8; 05 337 O TM 4/8; 06 623 O ID 2/2; 07 C040 O composite`,
    notes: 'R0203 C0605',
  },
  NTE: {
    name: 'Note/Special Instruction',
    elements: `01 363 O ID 3/3; 02 352 M AN 1/80`,
  },
  PER: {
    name: 'Administrative Communications Contact',
    elements: `01 366 M ID 2/2; 02 93 O AN 1/60; 03 365 O ID 2/2; 04 364 O AN 1/80; 05 365 O ID 2/2; 06 364 O AN 1/80; 07 365 O ID 2/2; 08 364 O AN 1/80; 09 443 O AN 1/20`,
    notes: 'P0304 P0506 P0708',
  },
  PID: {
    name: 'Product/Item Description',
    elements: `01 349 M ID 1/1; 02 750 O ID 2/3; 03 559 O ID 2/2; 04 751 O AN 1/12; 05 352 O AN 1/80; 06 752 O ID 2/2; 07 822 O AN 1/15; 08 1073 O ID 1/1; 09 819 O ID 2/3`,
    notes: 'C0403 R0405 C0703 C0804 C0905',
  },
  PKG: {
    name: 'Marking, Packaging, Loading',
    elements: `01 349 O ID 1/1; 02 753 O ID 1/5; 03 559 O ID 2/2; 04 754 O AN 1/7; 05 352 O AN 1/80; 06 400 O ID 2/2`,
    notes: 'C0403 C0501 R040506',
  },
  PO1: {
    name: 'Baseline Item Data',
    elements: `01 350 O AN 1/20; 02 330 O R 1/15; 03 355 O ID 2/2; 04 212 O R 1/17; 05 639 O ID 2/2; 06 235 O ID 2/2; 07 234 O AN 1/48; 08 235 O ID 2/2; 09 234 O AN 1/48; 10 235 O ID 2/2; 11 234 O AN 1/48; 12 235 O ID 2/2; 13 234 O AN 1/48; 14 235 O ID 2/2; 15 234 O AN 1/48; 16 235 O ID 2/2; 17 234 O AN 1/48; 18 235 O ID 2/2; 19 234 O AN 1/48; 20 235 O ID 2/2; 21 234 O AN 1/48; 22 235 O ID 2/2; 23 234 O AN 1/48; 24 235 O ID 2/2; 25 234 O AN 1/48`,
    notes: 'C0302 C0504 P0607 P0809 P1011 P1213 P1415 P1617 P1819 P2021 P2223 P2425',
  },
  PO4: {
    name: 'Item Physical Details',
    elements: `01 356 O N0 1/6; 02 357 O R 1/8; 03 355 O ID 2/2; 04 103 O AN 3/5; 05 187 O ID 1/2; 06 384 O R 1/9; 07 355 O ID 2/2; 08 385 O R 1/9; 09 355 O ID 2/2; 10 82 O R 1/8; 11 189 O R 1/8; 12 65 O R 1/8; 13 355 O ID 2/2; 14 810 O N0 1/6; 15 752 O ID 2/2; 16 350 O AN 1/20; 17 350 O AN 1/20; 18 1470 O N0 1/9`,
    notes: 'P0203 C0506 P0607 P0809 C1013 C1113 C1213 L13101112 C1716 C1804',
  },
  PRF: {
    name: 'Purchase Order Reference',
    elements: `01 324 M AN 1/22; 02 328 O AN 1/30; 03 327 O AN 1/8; 04 373 O DT 8/8; 05 350 O AN 1/20; 06 367 O AN 1/30; 07 92 O ID 2/2`,
  },
  QTY: {
    name: 'Quantity',
    elements: `01 673 M ID 2/2; 02 380 O R 1/15; 03 C001 O composite; 04 61 O AN 1/30`,
    notes: 'R0204 E0204',
  },
  REF: {
    name: 'Reference Identification',
    elements: `01 128 M ID 2/3; 02 127 O AN 1/30; 03 352 O AN 1/80; 04 C040 O composite`,
    notes: 'R0203',
  },
  SAC: {
    name: 'Service, Promotion, Allowance, or Charge Information',
    elements: `01 248 M ID 1/1; 02 1300 O ID 4/4; 03 559 O ID 2/2; 04 1301 O AN 1/10; 05 610 O N2 1/15; 06 378 O ID 1/1; 07 332 O R 1/6; 08 118 O R 1/9; 09 355 O ID 2/2; 10 380 O R 1/15; 11 380 O R 1/15; 12 331 O ID 2/2; 13 127 O AN 1/30; 14 770 O AN 1/20; 15 352 O AN 1/80; 16 819 O ID 2/3`,
    notes: 'R0203 P0304 P0607 P0910 C1110 L130204 C1413 C1615',
  },
  SCH: {
    name: 'Line Item Schedule',
    elements: `01 380 M R 1/15; 02 355 M ID 2/2; 03 98 O ID 2/3; 04 93 O AN 1/60; 05 374 M ID 3/3; 06 373 M DT 8/8; 07 337 O TM 4/8; 08 374 O ID 3/3; 09 373 O DT 8/8; 10 337 O TM 4/8; 11 326 O AN 1/45; 12 350 O AN 1/20`,
    notes: 'C0304 L080910 C0908 C1008',
  },
  SDQ: {
    name: 'Destination Quantity',
    elements: `01 355 M ID 2/2; 02 66 O ID 1/2; 03 67 M AN 2/80; 04 380 M R 1/15; 05 67 O AN 2/80; 06 380 O R 1/15; 07 67 O AN 2/80; 08 380 O R 1/15; 09 67 O AN 2/80; 10 380 O R 1/15; 11 67 O AN 2/80; 12 380 O R 1/15; 13 67 O AN 2/80; 14 380 O R 1/15; 15 67 O AN 2/80; 16 380 O R 1/15; 17 67 O AN 2/80; 18 380 O R 1/15; 19 67 O AN 2/80; 20 380 O R 1/15; 21 67 O AN 2/80; 22 380 O R 1/15; 23 310 O AN 1/30`,
    notes: 'P0506 P0708 P0910 P1112 P1314 P1516 P1718 P1920 P2122',
  },
  SLN: {
    name: 'Subline Item Detail',
    elements: `01 350 M AN 1/20; 02 350 O AN 1/20; 03 662 M ID 1/1; 04 380 O R 1/15; 05 C001 O composite; 06 212 O R 1/17; 07 639 O ID 2/2; 08 662 O ID 1/1; 09 235 O ID 2/2; 10 234 O AN 1/48; 11 235 O ID 2/2; 12 234 O AN 1/48; 13 235 O ID 2/2; 14 234 O AN 1/48; 15 235 O ID 2/2; 16 234 O AN 1/48; 17 235 O ID 2/2; 18 234 O AN 1/48; 19 235 O ID 2/2; 20 234 O AN 1/48; 21 235 O ID 2/2; 22 234 O AN 1/48; 23 235 O ID 2/2; 24 234 O AN 1/48; 25 235 O ID 2/2; 26 234 O AN 1/48; 27 235 O ID 2/2; 28 234 O AN 1/48`,
    notes: 'P0405 C0706 C0806 P0910 P1112 P1314 P1516 P1718 P1920 P2122 P2324 P2526 P2728',
  },
  SN1: {
    name: 'Item Detail (Shipment)',
    elements: `01 350 O AN 1/20; 02 382 M R 1/10; 03 355 M ID 2/2; 04 646 O R 1/15; 05 330 O R 1/15; 06 355 O ID 2/2; 07 728 O ID 1/2; 08 668 O ID 2/2`,
    notes: 'P0506',
  },
  TAX: {
    name: 'Tax Reference',
    elements: `01 325 O AN 1/20; 02 309 O ID 1/2; 03 310 O AN 1/30; 04 309 O ID 1/2; 05 310 O AN 1/30; 06 309 O ID 1/2; 07 310 O AN 1/30; 08 309 O ID 1/2; 09 310 O AN 1/30; 10 309 O ID 1/2; 11 310 O AN 1/30; 12 441 O ID 1/1; 13 1179 O ID 1/1`,
    notes: 'R0103 P0203 P0405 P0607 P0809 P1011',
  },
  TD1: {
    name: 'Carrier Details (Quantity and Weight)',
    elements: `01 103 O AN 3/5; 02 80 O N0 1/7; 03 23 O ID 1/1; 04 22 O AN 1/30; 05 79 O AN 1/50; 06 187 O ID 1/2; 07 81 O R 1/10; 08 355 O ID 2/2; 09 183 O R 1/8; 10 355 O ID 2/2`,
    notes: 'C0102 C0304 C0607 P0708 P0910',
  },
  TD3: {
    name: 'Carrier Details (Equipment)',
    elements: `01 40 O ID 2/2; 02 206 O AN 1/4; 03 207 O AN 1/10; 04 187 O ID 1/2; 05 81 O R 1/10; 06 355 O ID 2/2; 07 102 O ID 1/1; 08 407 O ID 2/2; 09 225 O AN 2/15; 10 24 O ID 4/4`,
    notes: 'E0110 C0203 C0405 P0506',
  },
  TD4: {
    name: 'Carrier Details (Special Handling, or Hazardous Materials, or Both)',
    elements: `01 152 O ID 2/3; 02 208 O ID 1/1; 03 209 O AN 1/4; 04 352 O AN 1/80; 05 1073 O ID 1/1`,
    notes: 'C0203 R010204',
  },
  TD5: {
    name: 'Carrier Details (Routing Sequence/Transit Time)',
    elements: `01 133 O ID 1/2; 02 66 O ID 1/2; 03 67 O AN 2/80; 04 91 O ID 1/2; 05 387 O AN 1/35; 06 368 O ID 2/2; 07 309 O ID 1/2; 08 310 O AN 1/30; 09 731 O ID 2/2; 10 732 O ID 2/2; 11 733 O R 1/4; 12 284 O ID 2/2; 13 284 O ID 2/2; 14 284 O ID 2/2; 15 26 O ID 2/3`,
    notes: 'R0204050612 C0203 C0708 C1011 C1312 C1413 C1512',
  },
  TDS: {
    name: 'Total Monetary Value Summary',
    elements: `01 610 M N2 1/15; 02 610 O N2 1/15; 03 610 O N2 1/15; 04 610 O N2 1/15`,
  },
  TXI: {
    name: 'Tax Information',
    elements: `01 963 M ID 2/2; 02 782 O R 1/18; 03 954 O R 1/10; 04 955 O ID 2/2; 05 956 O AN 1/10; 06 441 O ID 1/1; 07 662 O ID 1/1; 08 828 O R 1/9; 09 325 O AN 1/20; 10 350 O AN 1/20`,
    notes: 'R020306 P0405 C0803',
  },
  YNQ: {
    name: 'Yes/No Question',
    elements: `01 1321 O ID 1/3; 02 1073 M ID 1/1; 03 1250 O ID 2/3; 04 1251 O AN 1/35; 05 933 O AN 1/264; 06 933 O AN 1/264; 07 933 O AN 1/264; 08 1270 O ID 1/3; 09 1271 O AN 1/30; 10 933 O AN 1/264`,
  },
};
