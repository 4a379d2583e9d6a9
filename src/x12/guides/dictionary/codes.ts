/**
 * The codes in use, per data element: `code meaning`. X12's own lists are far longer, so a code that is not here is a
 * warning; a partner's profile may close a list. An element without a list takes any code.
 */
export const codeTexts: Readonly<Record<string, string>> = {
  '353':
    '00 original; 01 cancellation; 02 add; 03 delete; 04 change; 05 replace; 06 confirmation; 07 duplicate; 14 advance notification; 15 re-submission; 18 reissue; 22 information copy; 24 draft',
  '92': 'SA stand-alone; NE new order; DS drop ship; BK blanket (quantity firm); RL release or delivery order; RO rush; KN purchase order; CN consigned; CP change; RE reorder; NP new product introduction; OS special order; PR promotion; SP sample; SS supply or service; ST standing; LS lease; IN information copy; SO shipped order; TR termination',
  '587':
    'AC acknowledge with detail and change; AD with detail, no change; AE acknowledge only exceptions; AK acknowledge no detail or change; AT accepted; NA no acknowledgment needed; RD reject with detail; RF; RJ rejected, no detail',
  '98': 'BY buying party; ST ship-to; BT bill-to; SE selling party; SU supplier/manufacturer; VN vendor; SF ship-from; RE party to receive invoice remittance; RI remit-to; BS bill and ship to; Z7 mark-for; MA intended for; MI planning release issuer; SN store; SO sold-to if different from bill-to; OB ordered-by; DA delivery address; PR payer; PE payee; CA carrier; CN consignee; WH warehouse; BO broker; EN end user; II issuer of invoice; LW customer',
  '66': '1 DUNS (9 digits); 9 DUNS+4 (13 digits); 2 SCAC; 91 assigned by seller; 92 assigned by buyer; 93 by originator; 94 by destination; UL global location number GLN (13 digits); 15 SAN; 16 ZIP; 10 DoDAAC; 11 DEA; 12 phone; 21 HIN; 24 employer id; 6 plant code; 54 warehouse; ZZ mutually defined; ZN zone',
  '235':
    'UP UPC 12 (GTIN-12); EN EAN-13 (GTIN-13); UK GTIN-14 carton code; UI UPC consumer pkg 1-5-5; UA UPC case 2-5-5; EO GTIN-8; VN vendor item number; VP vendor part number; VA vendor style; VC vendor catalog; BP buyer part number; IN buyer item number; IT buyer style; IZ buyer size code; SK stock keeping unit; PI purchaser item code; PN company part number; PO purchase order number; PD part number description; CB buyer catalog; MG manufacturer part number; MF manufacturer; MN model; CM NRF colour; SZ vendor size; BO buyer colour; ST style; LT lot; SN serial; EC engineering change level; N4 drug code; ND drug code; IB ISBN; CH country of origin; ZZ',
  '128':
    'IA internal vendor number; OI original invoice; VR vendor id; DP department; PD promotion/deal; CO customer order; PO; CT contract; BM bill of lading; CN carrier pro number; MB master BOL; SI shipper id; 2I tracking; PK packing list; IV seller invoice; MA ship notice number; LO load plan; MR merchandise type; ZZ; 19 division; 11 account; CR customer ref; VN vendor order; AN associated PO; PG product group; PR price quote; JB job; RQ requisition; SN seal; LT lot; BT batch; OR paragraph; ST store; TN transaction ref; IT internal customer; L1 letters or notes; X9 internal control; WH master link; AO appointment; EV receiver id; LI line item id (seller); SE serial; D1; ZA supplier; ON dealer order; KL contract ref',
  '374':
    '001 cancel after; 002 delivery requested; 003 invoice; 004 PO; 007 effective; 010 requested ship; 011 shipped; 015 promotion start; 017 estimated delivery; 018 available; 035 delivered; 036 expiration; 037 ship not before; 038 ship no later; 050 received; 063 do not deliver after; 064 do not deliver before; 067 current schedule delivery; 068 current schedule ship; 069 promised for delivery; 070; 071; 072; 073; 074; 077 week of; 079 promised for shipment; 094 manufacture; 097 transaction creation; 106 required by; 111 manifest/ship notice; 118 requested pickup; 196 start; 197 end; 208 lot expiration; 328 changed; 371 estimated arrival; 376 delivery end; 405 production',
  '336':
    '01 basic; 02 EOM; 03 fixed date; 04 deferred or instalment; 05 discount not applicable; 07 extended; 08 basic discount offered; 09 proximo; 12 10 EOM; 14 previously agreed; 17 terms not applicable; 22 cash discount applies; 23 due on receipt; NC no charge; CO consignment; ZZ',
  '333':
    '1 ship date; 2 delivery date; 3 invoice date; 4 specified; 5 invoice receipt; 6 anticipated delivery; 7 effective; 09 PO date; 15 receipt of goods; ZZ',
  '248':
    'A allowance; C charge; N no allowance or charge; P promotion; Q charge request; R allowance request; S service',
  '1300':
    'D240 freight; D242 freight international; D270 fuel surcharge; G821 shipping; G830 shipping and handling; C040 delivery; C310 discount; F910 quantity discount; F800 promotional allowance; A260 advertising; C000 defective; B720 co-op; E170 labeling; H000 special allowance; H550 surcharge; H770 state tax; H850 tax; H750 sales tax; D360 GST charge; I530 volume discount; I170 trade discount; F050 other; I260 transportation direct billing; E740 new store; G470 restocking; G740 service; D980 insurance; F180 pallet; ZZZZ mutually defined',
  '331':
    '02 off invoice; 01 bill back; 04 credit customer account; 05 paid by vendor; 06 paid by customer; 07 optional; 13 provide amount; 15 information only; CA calculate and add',
  '146':
    'CC collect; PP prepaid by seller; PC prepaid but charged to customer; CF collect, freight credited back; DF defined by buyer and seller; PO prepaid only; PU pickup; TP third party pay; NC service freight no charge; MX mixed; PB customer pickup/backhaul',
  '309': 'OR origin; DE destination; AC city and state; ZZ; WH warehouse',
  '963': 'ST; SP; CP; CS; LS; LT; GS; VA; SU; TX; FD; FT; SL; ZZ',
  '88': 'GM SSCC with AI; AA SSCC; UC UPC shipping container; CP carrier package id; CA case; MC master carton; SM shipper assigned; SS skid; W pallet; E1; E2; E3; E4; E5; UP UPC; ZZ',
  '355':
    'EA each; CA case; CT carton; BX box; DZ dozen; PK package; PC piece; PR pair; ST set; KT kit; RL roll; LB; KG; GR gram; OZ; FT; IN; YD; MR metre; GA; LT litre; LO lot; PL pallet; BG bag; BD bundle; BO bottle; CN can; DR drum; SF square foot; SY square yard; TB tube; UN unit; HU hundred; TH thousand; TN net ton; MP metric ton; CR cubic metre; JR jar; KE keg; PA pail',
  '639':
    'PE per each; UM per unit of measure; HP per hundred; TP per thousand; PD per dozen; CT contract; QT quoted; NT net; RE retail each; WE wholesale each; LE catalog each; TB to be negotiated; TE contract each',
  '640':
    'DI; CN credit invoice; CR credit memo; DR debit memo; CI consolidated; DO drop ship; FB final bill; FD; ME memorandum; PP prepaid; PR product; RA request for credit',
  '91': 'M motor; LT LTL; J motor; A air; AE air express; U parcel; R rail; S ocean; X intermodal; H customer pickup; SR supplier truck; P private carrier; D parcel post; C consolidation; E expedited; L contract; ZZ',
  '133': 'O origin carrier; B origin/delivery; 1; 2; 3; 4; 5; 6; 7; 8; 9; Z',
  '187': 'G gross; N net; A1 dimensional; T tare',
  '559': 'VI VICS; ZZ; AX; AB assigned by buyer; GS; UN; TI',
  '668': 'AC accepted and shipped; BP partial, balance back-ordered; IB; ID; IP; IQ; IR; R2; R3; SP',
  '662': 'I included; A add; D delete; O information only; S substituted',
  '522': 'TT total transaction amount; 1 line item total; 5 total invoice; GV gross; T tax; BAP; TP',
  '563':
    'N no back order; Y back-order if out of stock; BK ship partial, balance back-order; SC ship complete; SP ship partial, balance cancel; P2 asap; P3 preship; P4 preship',
  '40': 'TL trailer; TF dry freight trailer; CN container; RT reefer; FT flat bed; RR rail car; 20; 40; IL container',
  '366':
    'BD buyer; OC order contact; IC information contact; RE receiving contact; SR sales representative; DC delivery contact; CN general contact; AP accounts payable; EA',
  '365': 'TE telephone; EM electronic mail; FX facsimile; EX extension; CP cellular phone; UR',
  '349': 'F free-form; S structured; X semi-structured',
  '750': '08 product; 73 vendor colour; 74 vendor size; 75 buyer colour; 91 buyer size',
  '735': 'S shipment; O order; T tare; P pack; I item; Q; K; E; F',
  '736': '0 no children; 1 children',
  '1005':
    '0001 shipment, order, packaging, item; 0002 shipment, order, item, packaging; 0003 shipment, packaging, order, item; 0004 shipment, order, item; ZZZZ mutually defined',
  '441': '0 exempt, for export; 1 exempt; 2 not exempt; 3 exempt, for resale',
  '455': 'X ASC X12',
  I01: '00 none',
  I03: '00 none; 01 password',
  I05: '01 DUNS (9 digits); 02 SCAC; 03 FMC; 04 IATA; 08 UCC/GS1 communication id; 09 X.121; 10 DoDAAC; 11 DEA; 12 telephone; 13 UCS code; 14 DUNS plus suffix; 15 petroleum accountants; 16 DUNS+4; 17 ABA routing number; 18 AAR; 19 EDICA; 20 HIN; 27 health carrier id; 28 health intermediary id; 29 health provider id; 30 US federal tax id; 33 NAIC; ZZ mutually defined',
  I10: 'U US EDI community of ASC X12',
  I13: '0 no TA1 wanted; 1 TA1 wanted',
  I14: 'P production; T test; I information',
};
