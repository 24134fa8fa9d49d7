/** Whether a value is no secret in the clear: hashed, encrypted, made to be published, or the pattern that values have to match. */
export function isSealed(value: string): boolean {
  return sealed.test(value) || pattern.test(value) || published.test(value);
}

/** SOPS, Jasypt, Spring, Ansible, and the hashes of crypt, bcrypt, LDAP and Django. */
const sealed =
  /^(?:ENC[[(]|\{cipher\}|\{(?:SSHA|SHA|SMD5|CRYPT|bcrypt|pbkdf2|scrypt|argon2)[^}]*\}|\$(?:2[abxy]?|5|6|1|y|7|apr1|argon2[id]*|pbkdf2[\w-]*)\$|pbkdf2_\w+\$|\$ANSIBLE_VAULT|!vault)/i;

/** A regular expression has classes and counts in it. */
const pattern = /\[[^\]]*\w-\w[^\]]*\]|[\])]\{\d+(?:,\d*)?\}|\\[dwsb.]|\(\?[:=!<]/;

/** Keys of which the prefix says that they are meant for everybody's browser, and public keys of SSH. */
const published = /^(?:pk[._-](?:eyJ|live|test|prod)|pub[_-]|ssh-(?:rsa|dss|ed25519)|ecdsa-sha2|AAAA[BCE][0-9]N)/;
