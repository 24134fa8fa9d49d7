/** Whether a value is no secret in the clear: hashed, encrypted, or the pattern that values have to match. */
export function isSealed(value: string): boolean {
  return sealed.test(value) || pattern.test(value);
}

/** SOPS, Jasypt, Spring, Ansible, and the hashes of crypt, bcrypt, LDAP and Django. */
const sealed =
  /^(?:ENC[[(]|\{cipher\}|\{(?:SSHA|SHA|SMD5|CRYPT|bcrypt|pbkdf2|scrypt|argon2)[^}]*\}|\$(?:2[abxy]?|5|6|1|y|7|apr1|argon2[id]*|pbkdf2[\w-]*)\$|pbkdf2_\w+\$|\$ANSIBLE_VAULT|!vault)/i;

/** A regular expression has classes and counts in it. */
const pattern = /\[[^\]]*\w-\w[^\]]*\]|[\])]\{\d+(?:,\d*)?\}|\\[dwsb.]|\(\?[:=!<]/;
