-- Public keys that statements may be signed with.
create table signing_key (
  id text primary key,
  organisation text not null,
  name text not null,
  -- Hexadecimal SHA-256 of the key's DER.
  keyid text not null,
  -- DER, SubjectPublicKeyInfo (RFC 8410).
  public_key bytea not null,
  registered_by text not null,
  registered_at timestamptz not null,
  revoked_at timestamptz
);
create unique index signing_key_in_use on signing_key (organisation, keyid) where revoked_at is null;
select protect('signing_key');

create table evidence (
  id text primary key,
  organisation text not null,
  project text not null,
  subject text not null references subject,
  digest text not null,
  submitted_by text not null,
  submitted_at timestamptz not null,
  signed_by text references signing_key,
  -- Of the statement, so that decisions need not read the whole of it.
  scope jsonb not null,
  finished_at timestamptz not null,
  -- The bytes that the digest is of: as they were signed, or, unsigned, canonical JSON.
  statement text not null,
  -- The DSSE envelope's signatures, as they came.
  signatures jsonb
);
create index evidence_of_subject on evidence (organisation, subject, submitted_at desc, id desc);
select protect('evidence');
