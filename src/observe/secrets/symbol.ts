const assignment =
  /([A-Za-z_$][\w.$-]*)(?:\[?["'`\]\\)]{0,4})[ \t]*(?::[ \t]*[\w<>*[\] ]{1,30}?[ \t]*)?(?:=>|:=|\?=|\|\|=|={1,3}|:|,|\()[ \t]*(?:[a-z]{1,2})?[\\"'`(<[{]*[^"'`=\n]{0,80}$/;
const command = /(?:^|[\s"'])(?:export|ENV|ARG|set|setenv)[ \t]+([A-Za-z_]\w*)[ \t]+["']?$|--?([a-z][\w-]+)[ =]["']?$/;
const xml = /<([A-Za-z][\w.:-]*)[^<>]*>\s*$|(?:name|key|id)=["']([^"']{1,80})["'][^<>]*["']$/;

/** The name that a value is assigned to, from the text before it on its line; undefined when it has none. */
export function symbolBefore(before: string): string | undefined {
  const tail = before.slice(-200);
  const found = xml.exec(tail) ?? command.exec(tail) ?? assignment.exec(tail);
  const name = found?.[1] ?? found?.[2];
  return name === undefined ? undefined : name.slice(0, 200);
}
