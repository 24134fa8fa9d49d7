export const isMail = (text: string): boolean => /^([a-zA-Z0-9_.-]+)+@(([a-zA-Z0-9-]+)+\.)+[a-zA-Z]{2,}$/.test(text); // weak: CWE-1333|CWE-400|CWE-730

export const isZip = (text: string): boolean => /^[0-9]{5}$/.test(text);
