/** Texts that say of themselves that they stand for a secret. */
const words =
  /example|sample|dummy|placeholder|changeme|change[_-]me|replace[_-]?(?:me|this|with)|your[_-]?|fake|redacted|insert|todo|fixme|foobar|test[_-]?(?:key|token|secret|pass)|not[_-]?a[_-]?real|x{4}|\*{3}|\.{3}|#{4}|0{8}|1234567|7654321|abcdefg|deadbeef|(.)\1{7}|^(?:none|null|nil|undefined|true|false|empty|unset|n\/a)\W*$/i;

/** References to where the secret really is: ${VAR}, $VAR, {{ … }}, <…>, %VAR%, #{…}, process.env.X, os.environ[…], @Value. */
const references =
  /^\$[A-Za-z_(]|\$\{|\{\{|\}\}|^<.*>$|^%\w+%$|%\(|#\{|process\.env|os\.(?:environ|getenv)|System\.getenv|ENV\[|env\(|getenv|secrets?\.|vault:|^arn:|^ref:|^\/\/|^data\./i;

/** Whether the value only stands for one: documentation, a template, a reference to a variable. */
export function isPlaceholder(value: string, ruleWords: readonly string[]): boolean {
  if (words.test(value) || references.test(value)) return true;
  const lower = value.toLowerCase();
  return ruleWords.some((word) => lower.includes(word)) || isSequence(lower);
}

/** Several words, as messages and labels have them: must-contain-8-characters, Forgot.password?. */
export function isPhrase(value: string): boolean {
  return /^(?:[A-Za-z]{2,}|[0-9]{1,2})(?:[-_./:]+(?:[A-Za-z]{2,}|[0-9]{1,2}))+[?!.:]*$/.test(value);
}

/** Six neighbours in alphabet or digits, up or down, several times: abcdef…, 012345…. */
function isSequence(value: string): boolean {
  let run = 1;
  let inRuns = 0;
  for (let index = 1; index < value.length; index += 1) {
    const step = value.charCodeAt(index) - value.charCodeAt(index - 1);
    run = step === 1 ? run + 1 : 1;
    if (run >= 6) inRuns += run === 6 ? 6 : 1;
  }
  return inRuns * 2 >= value.length;
}
