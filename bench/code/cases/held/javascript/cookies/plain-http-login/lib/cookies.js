/** Writes a cookie of this site into a response of node:http. */
exports.write = function (res, name, value) {
  res.setHeader('Set-Cookie', name + '=' + value + '; Path=/; Max-Age=7200'); // weak: CWE-614|CWE-1004|CWE-1275
};
