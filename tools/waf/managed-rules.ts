/** What WAF sees of a request. */
export interface WafRequest {
  /** What the request shows, for messages. */
  readonly what: string;
  readonly userAgent: string | undefined;
  /** As it is sent, encoded, without `?`. */
  readonly query: string;
  /** As it is sent. */
  readonly body: string;
}

interface ManagedRule {
  readonly group: string;
  readonly name: string;
  readonly matches: (request: WafRequest) => boolean;
}

/** On an Application Load Balancer, WAF sees the first 8 KB of a body. */
const inspectedBytes = 8_192;

const body = ({ body: text }: WafRequest) => decodeJson(Buffer.from(text).subarray(0, inspectedBytes).toString());
const query = ({ query: text }: WafRequest) => decodeURIComponent(text);

/** AWS publishes examples of what a rule looks for, and no more. `crossSiteScripting` is AWS's own detection, so it has only a tag. */
const patterns = {
  crossSiteScripting: /<script/i,
  metadataService: /169\.254\.169\.254/,
  localFile: /\.\.\/\.\.\//,
  remoteFile: /(https?|ftps?|file):\/\/\d{1,3}(\.\d{1,3}){3}/i,
  restrictedExtension: /\.(log|ini)(&|$)/i,
  javaDeserialization: /\(java\.lang\.Runtime\)\.getRuntime\(\)\.exec/,
  log4j: /\$\{jndi:ldap:\/\//i,
};

const core = 'AWSManagedRulesCommonRuleSet';
const badInputs = 'AWSManagedRulesKnownBadInputsRuleSet';

/**
 * The rules of the stacks' groups that look at what a client of the API chooses: bodies, queries and its own name. Sizes are AWS's.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
export const managedRules: readonly ManagedRule[] = [
  rule(core, 'NoUserAgent_HEADER', ({ userAgent }) => userAgent === undefined),
  rule(core, 'SizeRestrictions_QUERYSTRING', (request) => Buffer.byteLength(request.query) > 2_048),
  rule(core, 'SizeRestrictions_BODY', (request) => Buffer.byteLength(request.body) > 8_192),
  rule(core, 'CrossSiteScripting_BODY', (request) => patterns.crossSiteScripting.test(body(request))),
  rule(core, 'CrossSiteScripting_QUERYARGUMENTS', (request) => patterns.crossSiteScripting.test(query(request))),
  rule(core, 'EC2MetaDataSSRF_BODY', (request) => patterns.metadataService.test(body(request))),
  rule(core, 'EC2MetaDataSSRF_QUERYARGUMENTS', (request) => patterns.metadataService.test(query(request))),
  rule(core, 'GenericLFI_BODY', (request) => patterns.localFile.test(body(request))),
  rule(core, 'GenericLFI_QUERYARGUMENTS', (request) => patterns.localFile.test(query(request))),
  rule(core, 'GenericRFI_BODY', (request) => patterns.remoteFile.test(body(request))),
  rule(core, 'GenericRFI_QUERYARGUMENTS', (request) => patterns.remoteFile.test(query(request))),
  rule(core, 'RestrictedExtensions_QUERYARGUMENTS', (request) => patterns.restrictedExtension.test(query(request))),
  rule(badInputs, 'JavaDeserializationRCE_BODY', (request) => patterns.javaDeserialization.test(body(request))),
  rule(badInputs, 'JavaDeserializationRCE_QUERYSTRING', (request) => patterns.javaDeserialization.test(query(request))),
  rule(badInputs, 'Log4JRCE_BODY', (request) => patterns.log4j.test(body(request))),
  rule(badInputs, 'Log4JRCE_QUERYSTRING', (request) => patterns.log4j.test(query(request))),
];

function rule(group: string, name: string, matches: ManagedRule['matches']): ManagedRule {
  return { group, name, matches };
}

function decodeJson(text: string): string {
  return text.replaceAll(/\\(["\\/])/g, '$1');
}
