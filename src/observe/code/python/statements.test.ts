import { expect, test } from 'vitest';
import { printed } from './testing.ts';

test('[5:front-python] Tests guard what they are about: in branches, comprehensions, conditions and patterns', () => {
  expect(
    printed(`
def f(x, command):
    if x not in ALLOWED or not x.isalnum():
        raise ValueError(x)
    names = [n.upper() for n, _ in x.items() if n in ALLOWED]
    y = x if (n := len(names)) > 1 else None
    match command:
        case {"run": [program, *args], "as": str(user)} if program == "ls":
            use(program, args, user)
        case Point(x=0) | "stop" | -1:
            use(command)
        case other:
            use(other)
    assert 0 < n <= 10, "too many"
    use(n)
`),
  ).toMatchInlineSnapshot(`
    "f0 ()
      v0 = function f1 f
      export f := v0

    f1 f(x, command)
      v0 = param 0
      v1 = param 1
      v2 = global ALLOWED
      v3 = v0 in v2
      v4 = ! v3
      v5 = v0 where v3
      v6 = v5.isalnum
      v7 = call v6 on v5 ()
      v8 = ! v7
      v9 = v4 || v8
      v10 = global ValueError
      v11 = v0 where v9
      v12 = call v10 (v11)
      throw v12
      v14 = v0 where v3
      v15 = v14 where v7
      v16 = v15.items
      v17 = call v16 on v15 ()
      v18 = element v17
      v19 = v18[0]
      v20 = v18[1]
      v21 = v19 in v2
      v22 = v19 where v21
      v23 = v22.upper
      v24 = call v23 on v22 ()
      v25 = [v24]
      v26 = global len
      v27 = call v26 (v25)
      v29 = v27 > 1
      v31 = phi v15, null
      v32 = other v1
      v33 = v1[run]
      v34 = other v33
      v35 = v33[0]
      v36 = rest v33 without 
      v37 = v32 && v34
      v38 = v1[as]
      v39 = global isinstance
      v40 = global str
      v41 = call v39 (v38, v40)
      v42 = v37 && v41
      v44 = v35 == "ls"
      v45 = v42 && v44
      v46 = global use
      v47 = v35 where v44
      v48 = v38 where v41
      v49 = call v46 (v47, v36, v48)
      v50 = global Point
      v51 = call v39 (v1, v50)
      v52 = v1.x
      v54 = v52 == 0
      v55 = v51 && v54
      v57 = v1 == "stop"
      v58 = v55 || v57
      v60 = v1 == -1
      v61 = v58 || v60
      v62 = v1 where v61
      v63 = call v46 (v62)
      v64 = v1 where v57 is false
      v65 = v64 where v60 is false
      v66 = call v46 (v65)
      v68 = 0 < v27
      v70 = v27 <= 10
      v71 = v68 && v70
      v73 = other "too many"
      throw v73
      v75 = v27 where v68
      v76 = v75 where v70
      v77 = call v46 (v76)
    "
  `);
});

test('[5:front-python] Loops, handlers, context managers, generators, stars and slices', () => {
  expect(
    printed(`
import os.path as p, a.b
from ..x import *
from . import y

def g(*args, **more):
    for i, (head, *tail) in enumerate(args):
        if tail:
            continue
        break
    else:
        yield head
    try:
        with open(p.join(head, "x")) as f, lock:
            data = f.read()[1:]
    except (OSError, ValueError) as e:
        print(e)
        return
    finally:
        close(*args, key=1, **more)
    more["k"], more[head].z = data
    del more["k"]
    yield from {**more, "k": data, head: (1, *tail)}
    z = thing(__import__("json"))
`),
  ).toMatchInlineSnapshot(`
    "f0 ()
      v0 = import * of os.path
      v1 = import * of a
      v2 = import * of a.b
      v1.b := v2
      export * of ..x
      v5 = import y of .
      v6 = function f1 g
      export p := v0
      export a := v1
      export y := v5
      export g := v6

    f1 g(...args, **more) generator
      v0 = param 0
      v1 = param 1
      v2 = global enumerate
      v3 = call v2 (v0)
      v4 = element v3
      v5 = v4[0]
      v6 = v4[1]
      v7 = v6[0]
      v8 = rest v6 without 
      v9 = v8 where v8 is false
      v10 = other 
      v11 = yield v7
      v12 = global open
      v13 = outer v0 of f0 
      v14 = v13.join
      v16 = call v14 on v13 (v7, "x")
      v17 = call v12 (v16)
      v18 = v17 entered by __enter__
      v19 = import lock of ..x
      v20 = v18.read
      v21 = call v20 on v18 ()
      v23 = rest v21 without 
      v24 = caught 
      v25 = other 
      v26 = global print
      v27 = call v26 (v24)
      return -
      throw v24
      v30 = import close of ..x
      v32 = call v30 (...v0, key: 1, ...v1)
      v33 = v23[0]
      v1.k := v33
      v35 = v23[1]
      v36 = v1[v7]
      v36.z := v35
      delete v1.k
      v40 = [1, ...v9]
      v41 = {...v1, k: v23, [v7]: v40}
      v42 = element v41
      v43 = yield v42
      v44 = import thing of ..x
      v45 = global __import__
      v47 = import * of json (dynamic)
      v48 = call v44 (v47)
    "
  `);
});

test('[5:front-python] Behind a call that never comes back stands what the test has shown; a manager gives what it yields', () => {
  expect(
    printed(`
from contextlib import contextmanager
from flask import abort
import sys

@contextmanager
def opened(path):
    file = open(path)
    yield file
    file.close()

def f(x):
    if not safe(x):
        abort(404)
    if x == "q":
        sys.exit()
    with opened(x) as g:
        use(g)
`),
  ).toMatchInlineSnapshot(`
    "f0 ()
      v0 = import contextmanager of contextlib
      v1 = import abort of flask
      v2 = import * of sys
      v3 = function f1 opened
      v4 = decorator call v0 (v3)
      v5 = function f2 f
      export contextmanager := v0
      export abort := v1
      export sys := v2
      export opened := v4
      export f := v5

    f1 opened(path) @0
      v0 = param 0
      v1 = global open
      v2 = call v1 (v0)
      v3 = other 
      return v2
      v6 = v2.close
      v7 = call v6 on v2 ()

    f2 f(x)
      v0 = param 0
      v1 = global safe
      v2 = call v1 (v0)
      v3 = ! v2
      v4 = outer v1 of f0 
      v6 = call v4 (404)
      throw v6
      v8 = v0 where v2
      v10 = v8 == "q"
      v11 = outer v2 of f0 
      v12 = v11.exit
      v13 = call v12 on v11 ()
      throw v13
      v15 = outer v4 of f0 
      v16 = v8 where v10 is false
      v17 = call v15 (v16)
      v18 = v17 entered by __enter__
      v19 = global use
      v20 = call v19 (v18)
    "
  `);
});

test('[5:front-python] Statements of Python 2 are understood', () => {
  expect(
    printed(`
try:
    print "a", b
    print >>log, b
    exec code in scope
except Error, e:
    raise
`),
  ).toMatchInlineSnapshot(`
    "f0 ()
      v1 = global b
      v2 = global print
      v3 = call v2 ("a", v1)
      v4 = call v2 (v1)
      v5 = global code
      v6 = global scope
      v7 = global exec
      v8 = call v7 (v5, v6)
      v9 = caught 
      v10 = other 
      v11 = v9 : Error
      v12 = other 
      throw v12
      throw v9
      export e := undefined
    "
  `);
});
