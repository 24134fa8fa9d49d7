import type { Frame } from '../values/frame.ts';
import { type Arguments, plainArguments } from '../values/arguments.ts';
import { callObject } from './call-object.ts';
import { textLabels } from '../objects/members.ts';
import { maskOf, numeric } from '../models/masks.ts';
import {
  Flag,
  joinLabels,
  joinObjects,
  masked,
  noConstants,
  noLabels,
  noObjects,
  ofLabels,
  unknown,
  Value,
} from '../values/value.ts';
import { noApi } from '../models/api.ts';

/** Functions whose name says that they test, count or measure: their answer carries nothing of what they are given. */
const answers =
  /^(?:is|has|can|should|must|was|are|does|check|test|valid|verify|assert|ensure|count|num|total|len|length|size|index|find_?index|compare|equals?|matches|contains|includes|exists|starts_?with|ends_?with|timing|hash|digest|hmac|sha\d*|md5|crc|checksum|fingerprint|uuid|nano_?id|log|debug|info|warn|error|trace|print|emit|dispatch|notify|track|sleep|delay|set_?timeout|next)(?![a-z])|^(?:hash|encrypt|digest|checksum|bcrypt|argon)/;
const answersCamel =
  /^(?:is|has|can|should|was|are|does|check|validate|verify|assert|ensure|count|compare|equals|matches|contains|includes|exists|startsWith|endsWith|hash|digest|encrypt|indexOf)(?:[A-Z_\d]|$)/;
/** Arguments by which a call is allowed: what it gives is not made of them. */
const credentials = /^(?:\w*_)?(?:api_?key|auth|credentials?|passw(?:or)?d|secret(?:_key)?|token)$/;
/** They look a record up: it is none of what it is asked for by. */
const lookups =
  /^(?:find|fetch|get|load|query|select)(?:(?:One|All|Many|First|Last|Unique|By|And|Or)(?![a-z])|_(?:one|all|many|first|last|unique|by|and|or|(?:object|list)_or)(?![a-z]))/;
/** They give numbers, times or identifiers. */
const numbers =
  /^(?:to|parse|as)_?(?:int(?:eger)?|float|number|num|date|bool(?:ean)?|object_?id|uuid|decimal|long)s?$/i;
/** They make what they are given harmless in a page, a statement or a path, by their own word. */
const escapes =
  /(?:^|_|(?<=[a-z]))(?:[eE]scape|[sS]aniti[sz]e|[pP]urify|[cC]lean|[qQ]uote)(?:[A-Z_]|d|r|$|html|Html|HTML)/;
/** They give addresses of the own site, made of names of routes and their parts. */
const ownAddresses =
  /^(?:reverse(?:_lazy)?|url_for|(?:app_)?url_?path_?for|get_absolute_url|get_[a-z]+_url|pathFor|urlFor)$/;
/** Engines of templates escape what they are given, unless somebody switches that off. */
const rendering = /^render(?:_(?:template|to_string|page|sync|async))?$|^render(?:Template|Page|File|ToString)$/;
/** Their result is the function that they are given, in another dress. */
const wrappers =
  /promisif|wrap|bind|curry|partial|memo|throttle|debounce|once|async|catch|handler|middleware|cache|retry|with|use/i;

/** A call of a function that neither the project nor a model knows: what goes into it comes out, unless its name says otherwise. */
export function unknownCall(frame: Frame, name: string, receiver: Value, args: Arguments, isNew: boolean): Value {
  let labels = receiver.labels;
  const isLookup = lookups.test(name);
  for (const value of args.values)
    if (value !== unknown && !isLookup) labels = joinLabels(labels, textLabels(frame, value, 2));
  if (args.keywords !== undefined)
    for (const [name, { value }] of args.keywords)
      if (!isLookup && !credentials.test(name)) labels = joinLabels(labels, textLabels(frame, value, 2));
  for (const object of receiver.objects)
    if (object.kind === 'other') {
      if (labels.length > 0) frame.write(object.any, ofLabels(labels));
      labels = joinLabels(labels, object.any.read(frame.function).labels);
    }
  callBack(frame, labels, args);
  const passes =
    !isNew && (answers.test(name) || answersCamel.test(name))
      ? noLabels
      : escapes.test(name)
        ? noLabels
        : numbers.test(name)
          ? masked(labels, numeric())
          : masked(labels, maskOf(harmlessFrom(name)));
  if (isNew) {
    const object = frame.function.objectAt(frame.at, 'other');
    if (labels.length > 0) frame.write(object.any, ofLabels(labels));
    return new Value(passes, [object], noApi, noConstants, Flag.open, '');
  }
  return dressed(name, receiver, args, passes);
}

function harmlessFrom(name: string): readonly string[] {
  if (ownAddresses.test(name)) return ['trust', 'token', 'redirect', 'url', 'html', 'dom', 'href', 'header', 'path'];
  return rendering.test(name) ? ['trust', 'token', 'html'] : ['trust', 'token'];
}

/** Functions among the arguments may be what comes back: a handler with a wrapper around it. */
function dressed(name: string, receiver: Value, args: Arguments, labels: readonly number[]): Value {
  let objects = noObjects;
  let api = noApi;
  const isWrapper = wrappers.test(name);
  for (const value of args.values) {
    for (const object of value.objects)
      if (object.kind === 'function' || object.kind === 'bound' || object.kind === 'class')
        objects = joinObjects(objects, [object]);
    if (isWrapper) api = api.join(value.api);
  }
  for (const object of receiver.objects) if (object.kind === 'other') objects = joinObjects(objects, [object]);
  if (objects.length === 0 && api === noApi) return ofLabels(labels);
  return new Value(labels, objects, api, noConstants, Flag.open, '');
}

/** Functions that are passed are called back with what else is passed. */
export function callBack(frame: Frame, labels: readonly number[], args: Arguments): void {
  if (labels.length === 0) return;
  const value = ofLabels(labels);
  for (const given of args.values)
    for (const object of given.objects)
      if (object.kind === 'function') callObject(frame, object, unknown, plainArguments([value, value], -1), false);
}
