/** For each library that the product names: code that is weak, code that does the same soundly, and the rule that tells them apart. */
interface Snippet {
  readonly libraries: readonly string[];
  readonly rule: string;
  readonly bad: string;
  readonly good: string;
}

const flask =
  'from flask import Flask, request\napp = Flask(__name__)\n@app.get("/")\ndef page():\n  q = request.args["q"]\n';
const inFlask = (imports: string, line: string): string => `${imports}\n${flask}  ${line}\n  return {}\n`;
const pair = (libraries: readonly string[], rule: string, imports: string, bad: string, good: string): Snippet => ({
  libraries,
  rule,
  bad: inFlask(imports, bad),
  good: inFlask(imports, good),
});

/** The library is what data comes to. */
const sinks: readonly Snippet[] = [
  {
    libraries: ['subprocess'],
    rule: 'shell-true',
    bad: 'import subprocess\ndef pack(x):\n  subprocess.run("tar czf b.tgz " + x, shell=True)\n',
    good: 'import shlex, subprocess\ndef pack(x):\n  subprocess.run("tar czf b.tgz " + shlex.quote(x), shell=True)\n',
  },
  pair(['os'], 'command-injection', 'import os', 'os.system("ls " + q)', 'os.system("ls")'),
  pair(
    ['subprocess'],
    'command-injection',
    'import subprocess',
    'subprocess.run(f"ls {q}", shell=True)',
    'subprocess.run(["ls", "--", q])',
  ),
  pair(
    ['shutil'],
    'path-traversal',
    'import shutil',
    'shutil.rmtree("/srv/" + q)',
    'shutil.rmtree("/srv/" + str(int(q)))',
  ),
  pair(
    ['pathlib'],
    'path-traversal',
    'from pathlib import Path',
    'Path("/srv", q).read_text()',
    'Path("/srv", Path(q).name).read_text()',
  ),
  pair(['urllib'], 'ssrf', 'from urllib.request import urlopen', 'urlopen(q)', 'urlopen("https://a.example/x")'),
  pair(
    ['http'],
    'ssrf',
    'from http.client import HTTPSConnection',
    'HTTPSConnection(q)',
    'HTTPSConnection("a.example")',
  ),
  pair(
    ['socket'],
    'ssrf',
    'import socket',
    'socket.create_connection((q, 80))',
    'socket.create_connection(("a.example", 80))',
  ),
  pair(['re'], 'regex-injection', 'import re', 're.search(q, "a")', 're.search(re.escape(q), "a")'),
  pair(
    ['logging'],
    'log-injection',
    'import logging',
    'logging.info("asked " + q)',
    'logging.info("asked %d", int(q))',
  ),
  pair(
    ['xml'],
    'xpath-injection',
    'import xml.etree.ElementTree as ET',
    'ET.parse("a.xml").findall("./a[@b=\'" + q + "\']")',
    'ET.parse("a.xml").findall("./a")',
  ),
  pair(
    ['importlib'],
    'unsafe-reflection',
    'import importlib',
    'importlib.import_module(q)',
    'importlib.import_module("json")',
  ),
  pair(
    ['asyncio'],
    'command-injection',
    'import asyncio',
    'asyncio.create_subprocess_shell("ls " + q)',
    'asyncio.create_subprocess_exec("ls", q)',
  ),
  pair(
    ['requests'],
    'ssrf',
    'import requests',
    'requests.get(q, timeout=5)',
    'requests.get("https://a.example", params={"q": q}, timeout=5)',
  ),
  pair(['httpx'], 'ssrf', 'import httpx', 'httpx.get(q)', 'httpx.get("https://a.example", params={"q": q})'),
  pair(
    ['sqlalchemy'],
    'sql-injection',
    'import sqlalchemy as sa\nengine = sa.create_engine("sqlite://")',
    'engine.connect().execute(sa.text("select " + q))',
    'engine.connect().execute(sa.text("select :q"), {"q": q})',
  ),
  pair(
    ['psycopg'],
    'sql-injection',
    'import psycopg',
    'psycopg.connect("").execute(f"select {q}")',
    'psycopg.connect("").execute("select %s", (q,))',
  ),
  pair(
    ['sqlite3'],
    'sql-injection',
    'import sqlite3',
    'sqlite3.connect("a").cursor().execute("select " + q)',
    'sqlite3.connect("a").cursor().execute("select ?", (q,))',
  ),
  pair(
    ['pymongo'],
    'nosql-injection',
    'from pymongo import MongoClient\nusers = MongoClient().app.users',
    'users.find_one(request.get_json())',
    'users.find_one({"name": str(request.get_json()["name"])})',
  ),
  pair(
    ['jinja2'],
    'template-injection',
    'import jinja2',
    'jinja2.Template("<p>" + q).render()',
    'jinja2.Template("<p>{{ q }}").render(q=q)',
  ),
  pair(
    ['lxml'],
    'xpath-injection',
    'from lxml import etree',
    'etree.parse("a.xml").xpath("//a[@b=\'%s\']" % q)',
    'etree.parse("a.xml").xpath("//a[@b=$q]", q=q)',
  ),
  pair(
    ['yaml'],
    'unsafe-deserialisation',
    'import yaml',
    'yaml.load(request.data, Loader=yaml.Loader)',
    'yaml.safe_load(request.data)',
  ),
  pair(
    ['pickle'],
    'unsafe-deserialisation',
    'import pickle, json',
    'pickle.loads(request.data)',
    'json.loads(request.data)',
  ),
  pair(
    ['paramiko'],
    'command-injection',
    'import paramiko',
    'paramiko.SSHClient().exec_command("ls " + q)',
    'paramiko.SSHClient().exec_command("ls")',
  ),
  pair(
    ['boto3'],
    'sql-injection',
    'import boto3',
    'boto3.client("athena").start_query_execution(QueryString="select " + q)',
    'boto3.client("athena").start_query_execution(QueryString="select 1")',
  ),
  pair(['tempfile'], 'insecure-temp-file', 'import tempfile', 'tempfile.mktemp()', 'tempfile.mkstemp()'),
  pair(
    ['ssl'],
    'tls-verification-off',
    'import ssl',
    'ssl._create_unverified_context()',
    'ssl.create_default_context()',
  ),
  pair(
    ['hashlib'],
    'weak-hash',
    'import hashlib',
    'hashlib.md5(request.data)',
    'hashlib.md5(request.data, usedforsecurity=False)',
  ),
  pair(
    ['random'],
    'insecure-random',
    'import random, secrets',
    'reset_token = {"token": random.getrandbits(64)}',
    'reset_token = {"token": secrets.token_hex()}',
  ),
  pair(
    ['zipfile'],
    'zip-slip',
    'import tarfile',
    'tarfile.open("a.tar").extractall("/srv", filter="fully_trusted")',
    'tarfile.open("a.tar").extractall("/srv", filter="data")',
  ),
  pair(['ftplib'], 'cleartext-protocol', 'import ftplib', 'ftplib.FTP("a.example")', 'ftplib.FTP_TLS("a.example")'),
  pair(
    ['mail'],
    'email-injection',
    'import smtplib',
    'smtplib.SMTP("a").sendmail("a@b.c", ["d@e.f"], "Subject: " + q)',
    'smtplib.SMTP("a").sendmail("a@b.c", ["d@e.f"], "Subject: hello")',
  ),
];

/** The library is where data comes from; it arrives in a shell, or as a number in it. */
const fromRequest = (library: string, text: (wrap: (value: string) => string) => string): Snippet => ({
  libraries: [library],
  rule: 'command-injection',
  bad: text((value) => `os.system("ls " + ${value})`),
  good: text((value) => `os.system("ls %d" % int(${value}))`),
});

const sources: readonly Snippet[] = [
  fromRequest(
    'django',
    (run) =>
      `import os\nfrom django.http import HttpResponse\ndef view(request):\n  ${run('request.GET["q"]')}\n  return HttpResponse("ok")\n`,
  ),
  fromRequest(
    'django-rest',
    (run) =>
      `import os\nfrom rest_framework.views import APIView\nclass V(APIView):\n  def post(self, request):\n    ${run('request.data["q"]')}\n`,
  ),
  fromRequest('flask', (run) => `import os\n${flask}  ${run('q')}\n`),
  fromRequest(
    'fastapi',
    (run) =>
      `import os\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get("/{q}")\ndef page(q: str):\n  ${run('q')}\n`,
  ),
  fromRequest(
    'aiohttp',
    (run) =>
      `import os\nfrom aiohttp import web\nasync def page(request):\n  ${run('request.query["q"]')}\napp = web.Application()\napp.router.add_get("/", page)\n`,
  ),
  fromRequest(
    'tornado',
    (run) =>
      `import os, tornado.web\nclass Page(tornado.web.RequestHandler):\n  def get(self):\n    ${run('self.get_argument("q")')}\n`,
  ),
  fromRequest(
    'bottle',
    (run) => `import os\nfrom bottle import request, route\n@route("/")\ndef page():\n  ${run('request.query.q')}\n`,
  ),
  fromRequest(
    'pyramid',
    (run) =>
      `import os\nfrom pyramid.view import view_config\n@view_config(route_name="a")\ndef page(request):\n  ${run('request.params["q"]')}\n`,
  ),
  fromRequest(
    'falcon',
    (run) => `import os, falcon\nclass Page:\n  def on_get(self, req, resp):\n    ${run('req.get_param("q")')}\n`,
  ),
  fromRequest(
    'sanic',
    (run) =>
      `import os\nfrom sanic import Sanic\napp = Sanic("a")\n@app.get("/")\nasync def page(request):\n  ${run('request.args.get("q")')}\n`,
  ),
  fromRequest(
    'cherrypy',
    (run) => `import os, cherrypy\nclass Root:\n  @cherrypy.expose\n  def index(self, q):\n    ${run('q')}\n`,
  ),
];

/** Frameworks that say otherwise than by a path what they call, or what becomes of it. */
const others: readonly Snippet[] = [
  {
    libraries: ['fastapi'],
    rule: 'reflected-xss',
    bad: 'from fastapi import FastAPI\nfrom fastapi.responses import HTMLResponse\napp = FastAPI()\n@app.get("/", response_class=HTMLResponse)\ndef page(q: str):\n  return "<b>" + q\n',
    good: 'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/")\ndef page(q: str):\n  return "<b>" + q\n',
  },
  {
    libraries: ['graphql'],
    rule: 'sql-injection',
    bad: 'import graphene, sqlite3\nclass Query(graphene.ObjectType):\n  def resolve_user(self, info, name):\n    return sqlite3.connect("a").execute("select " + name)\n',
    good: 'import graphene, sqlite3\nclass Query(graphene.ObjectType):\n  def user(self, info, name):\n    return sqlite3.connect("a").execute("select ?", (name,))\n',
  },
];

/** Uses that are weak as they stand, or told of by how a text is put together, tested or decoded. */
const uses: readonly Snippet[] = [
  {
    libraries: ['psycopg'],
    rule: 'sql-built-from-parts',
    bad: 'def find(cursor, name):\n  cursor.execute("SELECT id FROM users WHERE name = \'%s\'" % name)\n',
    good: 'def find(cursor, ids):\n  marks = ",".join(["%s"] * len(ids))\n  cursor.execute("SELECT id FROM users WHERE id IN (" + marks + ")", ids)\n',
  },
  {
    libraries: ['os'],
    rule: 'shell-true',
    bad: 'import os\ndef listing(folder):\n  return os.popen(f"ls {folder}").read()\n',
    good: 'import os, shlex\ndef listing(folder):\n  return os.popen("ls " + shlex.quote(folder)).read()\n',
  },
  {
    libraries: ['flask'],
    rule: 'open-redirect',
    bad: inFlask('', 'return "", 302, {"Location": q}'),
    good: inFlask('', 'return "", 302, {"Location": "/home?q=" + q}'),
  },
  {
    libraries: ['flask'],
    rule: 'csrf-off',
    bad: 'class Config:\n  WTF_CSRF_ENABLED = False\n',
    good: 'class TestConfig:\n  WTF_CSRF_ENABLED = False\n',
  },
  {
    libraries: ['django'],
    rule: 'csrf-off',
    bad: 'from django.views.decorators.csrf import csrf_exempt\n@csrf_exempt\ndef hook(request):\n  return save(request.body)\n',
    good: 'import hmac\nfrom django.views.decorators.csrf import csrf_exempt\n@csrf_exempt\ndef hook(request):\n  if hmac.compare_digest(sign(request.body), request.headers["X-Sign"]):\n    return save(request.body)\n',
  },
  {
    libraries: ['django'],
    rule: 'sql-injection',
    bad: 'from django.db import connection\nfrom django.views.generic import FormView\nclass Rooms(FormView):\n  def form_valid(self, form):\n    connection.cursor().execute("select 1 where a = \'%(room)s\'" % form.cleaned_data)\n',
    good: 'from django.db import connection\nfrom django.views.generic import FormView\nclass Rooms(FormView):\n  def form_valid(self, form):\n    connection.cursor().execute("select 1 where a = %s", [form.cleaned_data["room"]])\n',
  },
  {
    libraries: ['fastapi'],
    rule: 'sql-injection',
    bad: 'import sqlite3\nfrom fastapi import Depends, FastAPI\napp = FastAPI()\ndef order(by: str):\n  return by, "asc"\n@app.get("/")\ndef page(order=Depends(order)):\n  return sqlite3.connect("a").execute("select 1 order by " + order[0])\n',
    good: 'import sqlite3\nfrom fastapi import Depends, FastAPI\napp = FastAPI()\ndef order(by: int):\n  return by, "asc"\n@app.get("/")\ndef page(order=Depends(order)):\n  return sqlite3.connect("a").execute("select 1 order by " + str(order[0]))\n',
  },
  {
    libraries: ['urllib'],
    rule: 'path-traversal',
    bad: inFlask(
      'from urllib.parse import unquote',
      'return open("/srv/" + unquote(q)).read() if ".." not in q else ""',
    ),
    good: inFlask(
      'from urllib.parse import unquote',
      'p = unquote(q)\n  return open("/srv/" + p).read() if ".." not in p else ""',
    ),
  },
  pair(
    ['re'],
    'path-traversal',
    'import re',
    'open("/srv/" + re.search(r"f=(.*)", q).group(1))',
    'open("/srv/" + re.search(r"f=([a-z0-9]+)", q).group(1))',
  ),
  pair(
    ['requests'],
    'ssrf',
    'import requests',
    'requests.get("https://{}.a.example/".format(q), timeout=5)',
    'requests.get("https://a.example/{}".format(q), timeout=5)',
  ),
  pair(
    ['sqlite3'],
    'sql-injection',
    'import sqlite3\nNAMES = {"a", "b"}',
    'sqlite3.connect("a").execute("select " + ",".join(request.args.getlist("n")))',
    'names = request.args.getlist("n")\n  for name in names:\n    if name not in NAMES:\n      raise ValueError(name)\n  sqlite3.connect("a").execute("select " + ",".join(names))',
  ),
  pair(
    ['hashlib'],
    'insecure-random',
    'import hashlib, random, secrets',
    'token = hashlib.sha256(str(random.random()).encode()).hexdigest()',
    'token = hashlib.sha256(secrets.token_bytes()).hexdigest()',
  ),
  {
    libraries: ['hashlib'],
    rule: 'hard-coded-credential',
    bad: 'def sign_in(password):\n  return password == "letmein42"\n',
    good: 'def sign_in(password, expected):\n  return password == expected\n',
  },
  {
    libraries: ['django'],
    rule: 'mass-assignment',
    bad: 'from django import forms\nfrom .models import User\nclass Form(forms.ModelForm):\n  class Meta:\n    model = User\n    fields = ["name", "is_staff"]\n',
    good: 'from django import forms\nfrom .models import User\nclass Form(forms.ModelForm):\n  class Meta:\n    model = User\n    fields = ["name", "email"]\n',
  },
  {
    libraries: ['os'],
    rule: 'toctou',
    bad: 'import os, shutil\ndef claim(path):\n  if not os.path.islink(path):\n    shutil.copyfile("/srv/empty", path)\n',
    good: 'import os\ndef text(path):\n  if os.path.exists(path):\n    return open(path).read()\n',
  },
  pair(
    ['sqlite3'],
    'cleartext-storage',
    'import sqlite3\nfrom werkzeug.security import generate_password_hash',
    'sqlite3.connect("a").execute("insert into users values (?)", (request.form["password"],))',
    'sqlite3.connect("a").execute("insert into users values (?)", (generate_password_hash(request.form["password"]),))',
  ),
];

export const snippets: readonly Snippet[] = [...sinks, ...sources, ...others, ...uses];
