/** What the name says that a value is assigned to. */
export interface NameReading {
  /** A word for what people choose and keep to themselves: password, passphrase, pin. */
  readonly isPassword: boolean;
  /** A word for what is issued and kept: secret, private key, api key, credential. */
  readonly isSecret: boolean;
  readonly isToken: boolean;
  readonly isKey: boolean;
  /** Says whose or what for: db, admin, smtp, jwt. */
  readonly isOfSomething: boolean;
  /** A function that does something else with one than set it: getToken, checkPassword. */
  readonly verb: string | undefined;
  /** A word behind the secret's names something else: password_hash, tokenType, secret_name. */
  readonly harmlessHead: string | undefined;
  /** A word before says that it is public, or means something else: public_key, csrf_token, primary_key. */
  readonly harmlessModifier: string | undefined;
}

const passwords = new Set(
  'password passwords passwd passwrd pass pwd pw passphrase passcode pin userpass dbpass mypass rootpass pswd psw kennwort passwort contrasena motdepasse senha wachtwoord requirepass masterauth storepass keypass bindpw rootpw userpassword dbpassword pgpassword'.split(
    ' ',
  ),
);
const secrets = new Set(
  'secret secrets private credential credentials creds apikey appkey authkey secretkey privatekey accesskey masterkey apisecret appsecret clientsecret signingkey encryptionkey bearer authorization auth hmac salt pepper'.split(
    ' ',
  ),
);
const owners = new Set(
  'db database admin root user app api client server service smtp mail email ftp ssh ldap redis mysql postgres postgresql mongo mongodb oracle mssql sql jdbc datasource rabbitmq amqp kafka elastic jwt session cookie oauth auth aws azure gcp github gitlab stripe slack twilio sendgrid access refresh signing encryption master deploy prod production staging internal webhook registry docker npm sonar jenkins vault consul keystore truststore ssl tls sudo login account bot my django rails flask laravel spring wifi vpn proxy backup payment consumer'.split(
    ' ',
  ),
);
const harmlessHeads = new Set(
  'id ids name names hash hashed sha sha1 sha256 md5 digest checksum fingerprint url uri link path file filename dir directory folder type types kind length len size min max index count counter limit ttl expiry expires expiration expired age lifetime timeout interval duration date time timestamp header headers prefix suffix pattern regex regexp format field fields label labels column title text message messages msg error errors hint help tip tooltip prompt placeholder description desc comment note warning validation validator validators rule rules policy strength required optional enabled disabled enable disable visible visibility hidden input inputs box form page screen view dialog modal button icon class selector style color element component template test tests spec version endpoint host port issuer audience scope scopes algorithm alg method mode encoder encoding charset provider providers manager handler helper service factory store storage repository generator parser reader writer filter interceptor resolver source target ref reference arn key keys list map set array object enum property attribute param params parameter parameters arg args option options confirm confirmation reset resets forgot forgotten recovery change changed status state event events action actions request response result results literal literals separator delimiter symbol node kinds budget usage used cost price balance contract address supply amount metadata info callback env var variable checker check checks checked match matches subentry generated generate commit revision rev string strings kdf suite equal equals'.split(
    ' ',
  ),
);
const harmlessModifiers = new Set(
  'public pub csrf xsrf primary foreign partition sort cache cached surrogate composite unique index test fake dummy mock mocked sample example demo invalid wrong bad missing empty no without expired old forgot malformed encoded reset show hide toggle lexer syntax parse parser next prev previous peek current expected unexpected actual translate translation i18n label locale hashed encrypted idempotency continuation page pagination cursor cancellation cancel abort design css erc20 erc721 nft'.split(
    ' ',
  ),
);

/** A name's words in lower case: dbPassword, DB_PASSWORD and db-password are db and password. */
export function wordsOf(name: string): string[] {
  return name
    .slice(-120)
    .split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

const verbs = new Set(
  'get find create new make build is has can check validate verify parse read load fetch delete remove require expect assert should match matches compare encode decode hash generate next peek consume accept eat skip handle on render show hide unauthenticated authenticated to from of for with contains containsEntry includes'
    .toLowerCase()
    .split(' '),
);

export function readName(name: string): NameReading {
  const words = wordsOf(name);
  const joined = words.join('');
  const isPassword = words.some((word) => passwords.has(word)) || /passw(?:or)?d|passphrase/.test(joined);
  return {
    isPassword,
    isSecret: words.some((word) => secrets.has(word)) || /secret|credential|apikey|privatekey/.test(joined),
    isToken: /token(?!iz)/.test(joined),
    isKey: /keys?\d*$/.test(joined),
    verb: words.find((word, at) => verbs.has(word) && (at === 0 || name.includes('.'))),
    isOfSomething:
      words.slice(0, -1).some((word) => owners.has(word)) ||
      /^(?:db|my|pg|root|user|admin|app)(?=pass|pwd|token|secret)/.test(joined),
    harmlessHead: headOf(words, isPassword),
    harmlessModifier: words.find((word) => harmlessModifiers.has(word)),
  };
}

/** What stands behind the last word for a secret: the type of a token, the id of a key. A password's key is what it is kept under. */
function headOf(words: readonly string[], isPassword: boolean): string | undefined {
  const last = words.findLastIndex((word) => isSecretWord(word));
  if (last > 0 && isPassword && words[last] === 'key') return 'key';
  // A word that only begins like one, such as tokenizer, names something else altogether.
  if (last < 0) return words.at(-1);
  return words.slice(last + 1).find((word) => harmlessHeads.has(word.replace(/\d+$/, '')));
}

function isSecretWord(word: string): boolean {
  return (
    passwords.has(word) ||
    secrets.has(word) ||
    /passw(?:or)?d|passphrase|secret|token(?!iz)|credential|keys?\d*$/.test(word)
  );
}
