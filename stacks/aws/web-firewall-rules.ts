/** A rule group that AWS maintains. */
export interface ManagedRuleGroup {
  readonly name: string;
  /** Its rules that only count and log a request, each with the reason. All others block. */
  readonly counted: Readonly<Record<string, string>>;
}

const freeText = 'A task may hold this text, and the API stores and shows it as text.';
const freeSearch = 'A user may search for this text.';

/** In the order of their evaluation. The names of rules are AWS's: WAF refuses an override of a rule that does not exist. */
export const managedRuleGroups: readonly ManagedRuleGroup[] = [
  { name: 'AWSManagedRulesAmazonIpReputationList', counted: {} },
  {
    name: 'AWSManagedRulesCommonRuleSet',
    counted: {
      NoUserAgent_HEADER: 'Scripts with a personal access token need not name themselves.',
      SizeRestrictions_BODY:
        'It blocks more than 8 KB. A description has up to 120 KB, and the backend refuses more than 160 KB.',
      SizeRestrictions_QUERYSTRING:
        'It blocks more than 2,048 bytes. A search of 200 characters has up to 2,400 when it is encoded.',
      CrossSiteScripting_BODY: freeText,
      EC2MetaDataSSRF_BODY: freeText,
      GenericLFI_BODY: freeText,
      GenericRFI_BODY: freeText,
      CrossSiteScripting_QUERYARGUMENTS: freeSearch,
      EC2MetaDataSSRF_QUERYARGUMENTS: freeSearch,
      GenericLFI_QUERYARGUMENTS: freeSearch,
      GenericRFI_QUERYARGUMENTS: freeSearch,
      RestrictedExtensions_QUERYARGUMENTS: freeSearch,
    },
  },
  {
    name: 'AWSManagedRulesKnownBadInputsRuleSet',
    counted: {
      JavaDeserializationRCE_BODY: freeText,
      Log4JRCE_BODY: freeText,
      JavaDeserializationRCE_QUERYSTRING: freeSearch,
      Log4JRCE_QUERYSTRING: freeSearch,
    },
  },
];
