const AsyncFunction = Object.getPrototypeOf(async function () {}).constructor;

exports.compile = (text) => new Function('value', 'return ' + text); // weak: CWE-94|CWE-95
exports.AsyncFunction = AsyncFunction;
