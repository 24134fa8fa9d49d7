import vm from 'node:vm';

export function calculate(expression) {
  return vm.runInNewContext(expression, {}, { timeout: 100 }); // weak: CWE-94|CWE-95|CWE-1426
}
