/** What distributions are imported as where it is not their own name: PyPI does not say. */
const imports = `
attrs attr,attrs;azure-storage-blob azure.storage.blob;backports-zoneinfo backports.zoneinfo;beautifulsoup4 bs4;biopython Bio;cairosvg cairosvg
charset-normalizer charset_normalizer;cython Cython;deep-translator deep_translator;discord-py discord;dj-database-url dj_database_url;djangorestframework rest_framework
django-allauth allauth;django-cors-headers corsheaders;django-debug-toolbar debug_toolbar;django-environ environ;django-extensions django_extensions
django-filter django_filters;django-oauth-toolkit oauth2_provider;django-rest-framework rest_framework;django-storages storages;dnspython dns;email-validator email_validator
faiss-cpu faiss;flask-cors flask_cors;flask-sqlalchemy flask_sqlalchemy;fpdf2 fpdf;gitpython git;google-api-python-client googleapiclient,apiclient
google-cloud-storage google.cloud.storage;google-cloud-pubsub google.cloud.pubsub,google.cloud.pubsub_v1;grpcio grpc;grpcio-tools grpc_tools;html5lib html5lib
importlib-metadata importlib_metadata;jaraco-context jaraco.context;kafka-python kafka;ldap3 ldap3;llama-index llama_index;markdown-it-py markdown_it;msgpack-python msgpack
mysql-connector-python mysql.connector;mysqlclient MySQLdb;opencv-contrib-python cv2;opencv-python cv2;opencv-python-headless cv2;pdfminer-six pdfminer;pillow PIL
pillow-simd PIL;protobuf google.protobuf;psycopg2-binary psycopg2;py-bcrypt bcrypt;pycrypto Crypto;pycryptodome Crypto;pycryptodomex Cryptodome;pygithub github
pyjwt jwt;pymongo pymongo,bson,gridfs;pymupdf fitz,pymupdf;pymysql pymysql;pynacl nacl;pyopenssl OpenSSL;pypdf2 PyPDF2;pyserial serial;python-dateutil dateutil
python-docx docx;python-dotenv dotenv;python-gnupg gnupg;python-jose jose;python-ldap ldap,ldapurl,ldif;python-magic magic;python-memcached memcache;python-multipart multipart,python_multipart
python-pptx pptx;python-saml onelogin;python3-saml onelogin;python-slugify slugify;pytz-deprecation-shim pytz_deprecation_shim;pywin32 win32api,win32con,pythoncom;pyyaml yaml
pyzmq zmq;rsa rsa;ruamel-yaml ruamel.yaml;scikit-image skimage;scikit-learn sklearn;scipy scipy;sentry-sdk sentry_sdk;setuptools setuptools,pkg_resources
social-auth-app-django social_django;social-auth-core social_core;tensorflow-cpu tensorflow;tensorflow-gpu tensorflow;twisted twisted;typing-extensions typing_extensions
umap-learn umap;websocket-client websocket;xmlsec xmlsec;zope-interface zope.interface;djangosaml2 djangosaml2;pysaml2 saml2;sqlalchemy sqlalchemy;jinja2 jinja2;markupsafe markupsafe`;

/** Whose import is their own name in lower case, with `_` for `-`: what does not import it does not use it. */
const sameName = `
aiohttp aiofiles aioredis alembic anyio argon2_cffi asgiref asyncpg babel bcrypt black bleach blinker boto3 botocore cachetools celery certifi cffi chardet click colorama cryptography
daphne dill django docutils ecdsa elasticsearch eventlet fabric faker fastapi feedparser filelock flask fonttools furl future gevent gradio graphene gunicorn h11 h2 httpcore
httplib2 httpx hyperlink idna itsdangerous jmespath joblib jsonpatch jsonpickle jsonschema kombu langchain ldap3 locust lxml mako markdown matplotlib mechanize mistune mlflow nltk notebook numpy
oauthlib onnx openpyxl orjson packaging pandas paramiko passlib peewee pexpect pip pluggy pyarrow pyasn1 pycares pydantic pygments pymdownx pyparsing pyramid pytest pywebpush ray redis
regex reportlab requests requests_oauthlib requests_toolbelt rich s3transfer sanic scrapy selenium simplejson six slixmpp sqlparse starlette streamlit sympy tablib tenacity toml torch tornado tqdm
transformers trio tzdata ujson urllib3 uvicorn uvloop virtualenv waitress wagtail watchdog webob websockets weasyprint werkzeug wheel xmltodict yarl zipp zstandard`;

const mapped = new Map(
  imports
    .trim()
    .split(/[;\n]/)
    .map((entry) => {
      const [name = '', roots = ''] = entry.trim().split(' ');
      return [name, roots.split(',')] as const;
    }),
);
const same: ReadonlySet<string> = new Set(sameName.trim().split(/\s+/));

/** What a distribution may be imported as. `isSure`: as nothing else. */
export function importsOf(distribution: string): { readonly roots: readonly string[]; readonly isSure: boolean } {
  const name = distribution.toLowerCase().replaceAll(/[-_.]+/g, '-');
  const known = mapped.get(name);
  if (known !== undefined) return { roots: known, isSure: true };
  const own = name.replaceAll('-', '_');
  if (same.has(own)) return { roots: [own], isSure: true };
  const bare = own.replace(/^(?:python|py|django|flask)_?|_?(?:python|py)$/g, '');
  return {
    roots: [...new Set([own, bare, name.replaceAll('-', '.'), own.replaceAll('_', '')])].filter(Boolean),
    isSure: false,
  };
}
