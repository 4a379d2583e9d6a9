/**
 * The codes partners answer with, per data element: `code meaning`, in the form of {@link codeTexts}. 715 to 723, I17 and I18 are
 * those of 997 and TA1; 618, 620 and 621 are the 999's, which add implementation errors (I…); 110, 647 and 668 are those of
 * 824 and 855, of which 647 has only the ones that say something about an order, an invoice or a ship notice.
 */
export const acknowledgementCodeTexts: Readonly<Record<string, string>> = {
  '110':
    'TA transaction set accepted; TC transaction set accepted with a change of data; TE transaction set accepted with an error; TH transaction set on hold; ' +
    'TP transaction set accepted in part; TR transaction set rejected; GA group accepted; GC group accepted with a change of data; GE group accepted with an error; ' +
    'GH group on hold; GP group accepted in part; GR group rejected; IA item accepted; IC item accepted with a change of data; IE item accepted with an error; ' +
    'IP item accepted in part; IR item rejected; BA batch accepted; BC batch accepted with a change of data; BE batch accepted with an error; ' +
    'BP batch accepted in part; BR batch rejected',
  '618': `${codes718()}; I5 one or more segments in error against the implementation; I6 implementation not supported`,
  '620':
    `${codes720()}; I4 segment present that the implementation does not use; I6 segment present that depends on another and should not be; ` +
    'I7 too few occurrences of a loop; I8 too few occurrences of a segment; I9 segment missing that depends on another',
  '621':
    `${codes723()}; I6 code the implementation does not use; I9 element missing that depends on another; I10 element present that the implementation does not use; ` +
    'I11 too few repetitions; I12 value not of the agreed pattern; I13 element present that depends on another and should not be',
  '647':
    '006 duplicate; 007 data missing; 008 out of range; 009 invalid date; 010 total out of balance; 011 not matching; 012 invalid combination; ' +
    '024 another reason; 848 incorrect data; 849 corrected data; ' +
    'P item quantity missing or invalid; Q item identification missing or invalid; H unit of measure missing or invalid; J purpose code missing or invalid; ' +
    'MA store number missing or invalid; MB purchase order number missing or invalid; MC bill of lading number missing or invalid; ' +
    'MD invoice date missing or invalid; ME department number missing or invalid; MF internal vendor number missing or invalid; ' +
    'MG UPC missing or invalid; MH DUNS number missing or invalid; MI SCAC missing or invalid; MJ terms missing or invalid; ' +
    'MK ship date location missing or invalid; ML sell-to location missing or invalid; MM bill-to location missing or invalid; ' +
    'MN unit cost missing or invalid; ZZZ as agreed with the partner',
  '668':
    'AA accepted, order forwarded to another location of the supplier; AC accepted and shipped; AR accepted and released for shipment; ' +
    'BP accepted, shipped in part, balance back-ordered; DR accepted, date changed; IA accepted; IB back-ordered; IC accepted with changes; ID deleted; ' +
    'IE accepted, price to come; IF on hold, description incomplete; IH on hold; IP accepted, price changed; IQ accepted, quantity changed; IR rejected; ' +
    'IS accepted, substitute; IW on hold, waiver needed; R1 rejected, not an item of the contract; R2 rejected, item number invalid; ' +
    'R3 rejected, unit invalid; R4 rejected, contract item not available; R5 rejected, reorder just in time; R6 rejected, reorder for extended delivery; ' +
    'R7 rejected, reorder as a drop shipment; R8 rejected, reorder as a surge order; R9 rejected, discontinued; SP accepted, date to come',
  '715':
    'A accepted; E accepted, errors noted; M rejected, message authentication failed; P partially accepted, at least one set rejected; R rejected; ' +
    'W rejected, assurance failed validity tests; X rejected, decrypted content could not be analysed',
  '716':
    '1 group not supported; 2 version not supported; 3 group trailer missing; 4 group control number of header and trailer differ; ' +
    '5 number of sets is not what is there; 6 group control number malformed; 7 sender code invalid; 8 receiver code invalid; 9 agency code invalid; ' +
    '10 authentication key unknown; 11 encryption key unknown; 12 security service not available; 13 security recipient unknown; ' +
    '14 security originator unknown; 15 decrypted text malformed; 16 security service not supported; 17 security length wrong; ' +
    '18 message authentication code failed; 19 group control number not unique; 23 security start segment missing; 24 security end segment missing; ' +
    '25 security segments misplaced; 26 security segments not in balance; 30 group date invalid; 31 group time invalid',
  '717': codes717(),
  '718': codes718(),
  '720': codes720(),
  '723': codes723(),
  I17: 'A accepted; E accepted, errors noted; R rejected because of errors of the envelope',
  I18:
    '000 no error; 001 control number of header and trailer differ; 002 standard not supported; 003 version not supported; 004 segment terminator invalid; ' +
    '005 qualifier of the sender invalid; 006 sender invalid; 007 qualifier of the receiver invalid; 008 receiver invalid; 009 receiver unknown; ' +
    '010 authorization qualifier invalid; 011 authorization information invalid; 012 security qualifier invalid; 013 security information invalid; ' +
    '014 date invalid; 015 time invalid; 016 standards identifier invalid; 017 version identifier invalid; 018 control number invalid; ' +
    '019 acknowledgement request invalid; 020 test indicator invalid; 021 number of groups is not what is there; 022 control structure invalid; ' +
    '023 file ends too early; 024 content of the interchange invalid; 025 control number used before; 026 element separator invalid; ' +
    '027 component separator invalid; 028 delivery date invalid; 029 delivery time invalid; 030 delivery time code invalid; 031 grade of service invalid',
};

function codes717(): string {
  return (
    'A accepted; E accepted, errors noted; M rejected, message authentication failed; R rejected; W rejected, assurance failed validity tests; ' +
    'X rejected, decrypted content could not be analysed'
  );
}

function codes718(): string {
  return (
    '1 set not supported; 2 set trailer missing; 3 set control number of header and trailer differ; 4 number of segments is not what is there; ' +
    '5 one or more segments in error; 6 set identifier missing or invalid; 7 set control number missing or invalid; 8 authentication key unknown; ' +
    '9 encryption key unknown; 10 security service not available; 11 security recipient unknown; 12 security length wrong; ' +
    '13 message authentication code failed; 15 security originator unknown; 16 decrypted text malformed; 17 security service not supported; ' +
    '18 set is not one of the group; 19 implementation reference invalid; 23 set control number not unique in the group'
  );
}

function codes720(): string {
  return (
    '1 segment unknown; 2 segment not expected here; 3 mandatory segment missing; 4 loop occurs too often; 5 segment occurs too often; ' +
    '6 segment is not one of this set; 7 segment out of order; 8 segment has errors in its elements'
  );
}

function codes723(): string {
  return (
    '1 mandatory element missing; 2 element missing that another requires; 3 too many elements; 4 too short; 5 too long; 6 invalid character; ' +
    '7 invalid code; 8 invalid date; 9 invalid time; 10 element present that another excludes; 12 too many repetitions; 13 too many components'
  );
}
