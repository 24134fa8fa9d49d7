import { type Case, caseOf, plant } from './cases.ts';
import { contexts, settingsIn } from './contexts.ts';
import { pick, type Random, randomFrom, sample } from './random.ts';
import { fillTemplate } from './value.ts';

/** Names under which a team keeps secrets of its own, and what they hold. */
const secretNames: readonly (readonly [name: string, templates: readonly string[]])[] = [
  ['DB_PASSWORD', ['{password}']],
  ['DATABASE_PASSWORD', ['{plainPassword}']],
  ['ADMIN_PASSWORD', ['{password}']],
  ['SMTP_PASSWORD', ['{plainPassword}']],
  ['REDIS_PASSWORD', ['{plainPassword}', '{hex:32}']],
  ['LDAP_BIND_PASSWORD', ['{plainPassword}']],
  ['KEYSTORE_PASSWORD', ['{plainPassword}']],
  ['ROOT_PASSWD', ['{password}']],
  ['MYSQL_PWD', ['{plainPassword}']],
  ['API_KEY', ['{base62:32}', '{hex:32}', '{base62:40}']],
  ['APIKEY', ['{hex:40}', '{base64url:43}']],
  ['PARTNER_API_KEY', ['{base62:36}', '{uuid}']],
  ['API_SECRET', ['{base62:48}', '{base64:43}=']],
  ['CLIENT_SECRET', ['{base64url:40}', '{hex:64}']],
  ['APP_SECRET', ['{hex:32}', '{base62:32}']],
  ['SECRET_KEY', ['{base62:50}', '{hex:64}']],
  ['JWT_SECRET', ['{base62:32}', '{base64:64}']],
  ['SESSION_SECRET', ['{hex:64}', '{base62:40}']],
  ['COOKIE_SECRET', ['{base64:43}=', '{base62:32}']],
  ['SIGNING_KEY', ['{base64:43}=', '{hex:64}']],
  ['ENCRYPTION_KEY', ['{base64:43}=', '{hex:64}', '{base62:32}']],
  ['HMAC_KEY', ['{hex:64}']],
  ['WEBHOOK_SECRET', ['{base62:32}', '{hex:40}']],
  ['AUTH_TOKEN', ['{base62:40}', '{hex:40}']],
  ['ACCESS_TOKEN', ['{base62:43}', '{base64url:64}']],
  ['BEARER_TOKEN', ['{base64url:48}']],
  ['REFRESH_TOKEN', ['{base62:64}']],
  ['SERVICE_TOKEN', ['{hex:32}', '{base62:32}']],
  ['DEPLOY_TOKEN', ['{base62:30}']],
  ['PRIVATE_TOKEN', ['{base62:20}']],
  ['INTERNAL_API_TOKEN', ['{base62:48}']],
  ['MASTER_KEY', ['{hex:32}']],
];

/** Names that sound like secrets and hold none. */
const harmlessNames: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['PASSWORD_FIELD', ['password', 'user[password]']],
  ['PASSWORD_LABEL', ['Enter your password', 'Passwort vergessen?', 'Mot de passe']],
  ['PASSWORD_MIN_LENGTH', ['12', '16']],
  ['PASSWORD_RESET_URL', ['https://accounts.acme.dev/password/reset?from=mail']],
  ['PASSWORD_PATTERN', ['[A-Za-z0-9]{12,}', '(?=.*[A-Z])(?=.*[0-9]).{10,64}']],
  ['PASSWORD_HASHER', ['django.contrib.auth.hashers.Argon2PasswordHasher']],
  ['PASSWORD_FILE', ['/run/secrets/db_password', './secrets/db.txt']],
  ['SECRET_NAME', ['prod/checkout/database', 'checkout-database-credentials']],
  ['SECRET_ARN', ['arn:aws:secretsmanager:eu-central-1:123456789012:secret:checkout-a1b2c3']],
  ['TOKEN_URL', ['https://login.acme.dev/oauth2/token', 'https://oauth2.googleapis.com/token']],
  ['TOKEN_TYPE', ['Bearer', 'urn:ietf:params:oauth:token-type:access_token']],
  ['TOKEN_EXPIRY_SECONDS', ['3600']],
  ['TOKEN_HEADER', ['X-Auth-Token', 'Authorization']],
  ['TOKENIZER', ['cl100k_base', 'bert-base-uncased']],
  ['API_KEY_HEADER', ['X-Api-Key', 'Ocp-Apim-Subscription-Key']],
  ['API_KEY_NAME', ['checkout-production-key', 'API_KEY']],
  ['KEY_ID', ['{uuid}', '{hex:16}']],
  ['KEY_PREFIX', ['session:user:', 'cache.v2.']],
  ['PRIMARY_KEY', ['order_id', 'tenant_id,created_at']],
  ['PARTITION_KEY', ['customer#{digits:8}', 'TENANT#{word}']],
  ['CACHE_KEY', ['{word}-list-v{digits:2}', '{hex:32}']],
  ['PUBLIC_KEY', ['{base64:43}=', '{base64url:87}']],
  ['FOREIGN_KEY', ['fk_{word}_customer']],
  ['KEYBOARD_LAYOUT', ['de-latin1-nodeadkeys']],
  ['KEYWORDS', ['secrets, tokens, passwords, keys']],
  ['IDEMPOTENCY_KEY', ['{uuid}']],
  ['TRANSLATION_KEY', ['account.password.reset.title']],
  ['COMMIT_SHA', ['{hex:40}']],
  ['IMAGE_DIGEST', ['sha256:{hex:64}']],
  ['CHECKSUM', ['{hex:64}', 'sha512-{base64:86}==']],
  ['ETAG', ['{hex:32}', 'W/{hex:20}']],
  ['TRACE_ID', ['{hex:32}']],
  ['BUILD_ID', ['{base64url:21}', '{uuid}']],
  ['ACCOUNT_ID', ['{digits:12}', '{uuid}']],
  ['CLIENT_ID', ['{uuid}', '{lowernum:20}']],
  ['TENANT_ID', ['{uuid}']],
  ['AUTHOR', ['{phrase}', 'Jane Doe <jane.doe@acme.dev>']],
  ['AUTHENTICATION_METHOD', ['client_secret_basic', 'private_key_jwt']],
  ['CREDENTIALS_PROVIDER', ['com.amazonaws.auth.DefaultAWSCredentialsProviderChain']],
  ['PASS_THROUGH', ['true', 'headers,cookies']],
  ['COMPASS_HEADING', ['north-north-west']],
];

const copiesOfEach = 8;

/** Assignments of secrets that no provider's format describes, in every language, and assignments that only sound like one. */
export function genericCases(): Case[] {
  const random = randomFrom('generic');
  const secret = secretNames.flatMap(([name, templates]) =>
    sample(contexts, copiesOfEach, random).map((context) =>
      caseOf(
        { id: `generic/${name}/${context.id}`, format: 'generic/secret', kind: 'positive' },
        settingsIn(context, [[name, plant(fillTemplate(pick(templates, random), random))]], random),
      ),
    ),
  );
  const harmless = harmlessNames.flatMap(([name, values]) =>
    sample(contexts, copiesOfEach, random).map((context) =>
      caseOf(
        { id: `generic/${name}/${context.id}`, format: 'generic/harmless', kind: 'negative' },
        settingsIn(context, [[name, plant(fillValue(pick(values, random), random))]], random),
      ),
    ),
  );
  return [...secret, ...harmless];
}

/** A pattern's braces are its own: only known templates are filled. */
function fillValue(value: string, random: Random): string {
  return value.replace(/\{(?:[a-zA-Z0-9]+:\d+|uuid|word|phrase)\}/g, (template) => fillTemplate(template, random));
}
