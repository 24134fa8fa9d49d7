import { expect, test } from 'vitest';
import { type Meaning, misread } from './testing.ts';

const meanings: readonly Meaning[] = [
  [
    'any arguments',
    'Runtime.getRuntime().exec(...)',
    ['class A { void b() { Runtime.getRuntime().exec(c, d); } }'],
    ['class A { void b() { Runtime.getRuntime().gc(); } }'],
  ],
  [
    'an argument among others',
    'f(..., 1, ...)',
    ['class A { void b() { f(1); } }', 'class A { int c = f(d, 1); }'],
    ['class A { void b() { f(2); } }'],
  ],
  [
    'arguments with a name',
    'f($...ARGS)',
    ['class A { void b() { f(); g(f(1, 2)); } }'],
    ['class A { void b() { g(); } }'],
  ],
  [
    'the same again',
    '$X.equals($X)',
    ['class A { void b() { if (c.equals(c)) {} } }'],
    ['class A { void b() { c.equals(d); } }'],
  ],
  [
    'a chain of calls',
    '$X. ... .disable()',
    ['class A { void b() { http.csrf().x(1).disable(); } }', 'class A { void b() { c.disable(); } }'],
    ['class A { void b() { c.d().e(); } }'],
  ],
  [
    'a chain of what is made',
    'new Builder(). ... .unsafe()',
    ['class A { B c = new Builder().d(1).unsafe().build(); }'],
    ['class A { B c = new Builder().build(); }'],
  ],
  ['any string', 'f("...")', ['class A { void b() { f("c"); } }'], ['class A { void b() { f(c); } }']],
  [
    'an expression for a string',
    'Cipher.getInstance("=~/DES.*/")',
    ['class A { void b() { Cipher.getInstance("DES/ECB"); } }'],
    ['class A { void b() { Cipher.getInstance("AES/GCM"); } }'],
  ],
  [
    'a constant',
    'f("x")',
    [
      'class A { static final String C = "x"; void b() { f(C); } }',
      'class A { void b() { String c = "x"; f(c); } }',
      'class A { void b() { f("" + "x"); } }',
    ],
    ['class A { void b(String c) { f(c); } }'],
  ],
  [
    'text that is added',
    '"..." + $X',
    ['class A { void b() { f("c" + d); } }'],
    ['class A { void b() { f(c + d); } }'],
  ],
  [
    'statements one after the other',
    '$T $X = g();\n...\nf($X);',
    [
      'class A { void b() { String x = g(); h(); f(x); } }',
      'class A { void b() { String x = g(); if (y) { f(x); } } }',
    ],
    ['class A { void b() { String x = g(); f(y); } }'],
  ],
  [
    'a method with something in it',
    '$R $M(...) {\n  ...\n  g();\n  ...\n}',
    ['class A { public int b(int c) { d(); g(); return 1; } }'],
    ['class A { void b() { d(); } }'],
  ],
  [
    'a public method',
    'public $R $M(...) { ... }',
    ['class A { public void b() { } }'],
    ['class A { private void b() { } }'],
  ],
  [
    'a method that throws',
    '$R $M(...) throws $E { ... }',
    ['class A { void b() throws IOException { } }'],
    ['class A { int c; }'],
  ],
  [
    'an annotation on a method',
    '@GetMapping(...)\n$R $M(...) { ... }',
    [
      'class A { @GetMapping("/b") String b() { return c; } }',
      'class A { @GetMapping public String b() { return c; } }',
    ],
    ['class A { @PostMapping("/b") String b() { return c; } }'],
  ],
  [
    'an annotation with a key',
    '@CrossOrigin(..., origins = "*", ...)\n$R $M(...) { ... }',
    [
      'class A { @CrossOrigin(origins = "*") String b() { return c; } }',
      'class A { @CrossOrigin(maxAge = 1, origins = "*") String b() { return c; } }',
    ],
    ['class A { @CrossOrigin(origins = "a") String b() { return c; } }'],
  ],
  [
    'an annotation alone',
    '@CrossOrigin',
    ['class A { @CrossOrigin String b() { return c; } }', '@CrossOrigin class A { }'],
    ['class A { String b() { return c; } }'],
  ],
  [
    'an annotation of a parameter',
    '$R $M(..., @RequestParam $T $P, ...) { ... }',
    [
      'class A { String b(@RequestParam String c) { return c; } }',
      'class A { String b(int d, @RequestParam("x") String c) { return c; } }',
    ],
    ['class A { String b(String c) { return c; } }'],
  ],
  [
    'an annotation on a class',
    '@Controller\nclass $C { ... }',
    ['@Controller public class A { int b; }'],
    ['class A { }'],
  ],
  [
    'an annotation on a field',
    '@Value("...")\nString $X;',
    ['class A { @Value("b") String c; }'],
    ['class A { String c; }'],
  ],
  [
    'a class with a method in it',
    'class $C {\n  ...\n  $R evil(...) { ... }\n  ...\n}',
    ['class A { int b; void evil() { } int c; }'],
    ['class A { void good() { } }'],
  ],
  [
    'a class that another is made of',
    'class $C extends Base { ... }',
    ['class A extends Base { }', 'public class A extends Base implements B { }'],
    ['class A extends C { }'],
  ],
  [
    'a class with an interface',
    'class $C implements Filter { ... }',
    ['class A implements Filter { }', 'class A extends B implements C, Filter { }'],
    ['class A implements C { }'],
  ],
  [
    'an anonymous class',
    'new X509TrustManager() { ... }',
    ['class A { T b = new X509TrustManager() { public void c() { } }; }'],
    ['class A { T b = new Other() { }; }'],
  ],
  ['a lambda', '($A, $B) -> true', ['class A { V b = (c, d) -> true; }'], ['class A { V b = (c, d) -> false; }']],
  [
    'a lambda with any parameters',
    '(...) -> true',
    ['class A { V b = (c, d) -> true; }', 'class A { V b = c -> true; }'],
    ['class A { V b = c -> d; }'],
  ],
  [
    'a lambda with a block',
    '($X) -> { ...\nf($X); ...\n}',
    ['class A { V b = (c) -> { f(c); }; }', 'class A { V b = c -> { d(); f(c); }; }'],
    ['class A { V b = (c) -> { d(); }; }'],
  ],
  ['a method by its name', '$C::run', ['class A { V b = D::run; }'], ['class A { V b = D::go; }']],
  [
    'a typed metavariable',
    '(HttpServletRequest $R).getParameter(...)',
    [
      'class A { void b(HttpServletRequest r) { r.getParameter("c"); } }',
      'class A { void b() { HttpServletRequest r = c(); r.getParameter("c"); } }',
    ],
    ['class A { void b(Other r) { r.getParameter("c"); } }'],
  ],
  [
    'a typed argument',
    'f((String $S))',
    ['class A { void b(String c) { f(c); } }', 'class A { void b() { f("c"); } }'],
    ['class A { void b(int c) { f(c); } }'],
  ],
  [
    'a typed metavariable that is a field',
    '(Statement $S).execute($Q)',
    ['class A { Statement s; void b() { s.execute(c); this.s.execute(c); } }'],
    ['class A { Other s; void b() { s.execute(c); } }'],
  ],
  [
    'deep in an expression',
    'f(<... $R.get() ...>)',
    ['class A { void b() { f("a" + r.get()); } }', 'class A { void b() { f(g(h, r.get())); } }'],
    ['class A { void b() { f(c); } }'],
  ],
  [
    'a branch',
    'if ($C) { ...\nf(); ...\n}',
    ['class A { void b() { if (c) { f(); } } }', 'class A { void b() { if (c) { d(); f(); } else { e(); } } }'],
    ['class A { void b() { if (c) { d(); } } }'],
  ],
  [
    'a lone branch',
    'if (c) ...',
    ['class A { void b() { if (c) { d(); } } }', 'class A { void b() { if (c) d(); else e(); } }'],
    ['class A { void b() { if (d) { c(); } } }'],
  ],
  [
    'an empty catch',
    'try { ... } catch ($E $X) { }',
    ['class A { void b() { try { c(); } catch (Exception e) { } } }'],
    ['class A { void b() { try { c(); } catch (Exception e) { d(); } } }'],
  ],
  [
    'a catch alone',
    'catch ($E $X) { ... }',
    ['class A { void b() { try { c(); } catch (Exception e) { d(); } } }'],
    ['class A { void b() { c(); } }'],
  ],
  [
    'a try with resources',
    'try ($T $X = f(...)) { ... }',
    ['class A { void b() { try (C x = f(1)) { d(); } } }'],
    ['class A { void b() { try { d(); } finally { } } }'],
  ],
  [
    'what is thrown',
    'throw new $E(...);',
    ['class A { void b() { throw new C(1); } }'],
    ['class A { void b() { throw c; } }'],
  ],
  ['what is given back', 'return $X;', ['class A { int b() { return 1; } }'], ['class A { void b() { return; } }']],
  [
    'a name from an import',
    'java.util.Random',
    ['import java.util.Random;\nclass A { Random b; }', 'class A { void b() { new java.util.Random(); } }'],
    ['import x.Random;\nclass A { void b() { c(); } }'],
  ],
  [
    'a new object by its package',
    'new java.util.Random(...)',
    [
      'import java.util.Random;\nclass A { void b() { new Random(); } }',
      'import java.util.*;\nclass A { void b() { new java.util.Random(1); } }',
    ],
    ['class A { void b() { new Other(); } }'],
  ],
  [
    'what is imported',
    'import java.util.Random;',
    ['import java.util.Random;\nclass A { }'],
    ['import java.util.List;\nclass A { }'],
  ],
  [
    'an array',
    'new String[] {..., "x", ...}',
    ['class A { String[] b = new String[] {"a", "x"}; }'],
    ['class A { String[] b = new String[] {"a"}; }'],
  ],
  ['a cast', '($T) $X', ['class A { B c = (B) d; }'], ['class A { B c = d; }']],
  [
    'a field',
    'static final String $X = "...";',
    ['class A { private static final String B = "c"; }'],
    ['class A { String b = "c"; }'],
  ],
  [
    'a loop',
    'for ($T $X : $Y) { ... }',
    ['class A { void b() { for (String c : d) { e(); } } }'],
    ['class A { void b() { for (;;) { e(); } } }'],
  ],
  [
    'a loop with something in it',
    'while ($C) { ...\nf(); ...\n}',
    ['class A { void b() { while (c) { d(); f(); } } }'],
    ['class A { void b() { while (c) { d(); } } }'],
  ],
  [
    'a generic type',
    'List<$T> $X = ...;',
    ['class A { void b() { List<C> d = e(); } }'],
    ['class A { void b() { Set<C> d = e(); } }'],
  ],
  [
    'a generic method',
    '$X.<$T>read(...)',
    ['class A { void b() { c.<D>read(e); } }'],
    ['class A { void b() { c.write(e); } }'],
  ],
  [
    'a switch',
    'switch ($X) { ... }',
    ['class A { void b() { switch (c) { case 1: d(); } } }'],
    ['class A { void b() { c(); } }'],
  ],
  ['an index', '$A[0]', ['class A { void b() { c(d[0]); } }'], ['class A { void b() { c(d[1]); } }']],
  [
    'what is locked',
    'synchronized ($X) { ... }',
    ['class A { void b() { synchronized (c) { d(); } } }'],
    ['class A { void b() { c(); } }'],
  ],
];

test.each(meanings)('[5:front-others] [5:semgrep-syntax] in Java: %s', async (...meaning) => {
  expect(await misread('java', 'java', meaning)).toEqual([]);
});
