import { noApi } from '../models/api.ts';
import { type Arguments, plainArguments } from '../values/arguments.ts';
import { callObject } from './call-object.ts';
import type { Frame } from '../values/frame.ts';
import { modelledCall } from './modelled.ts';
import { join, nothing, unknown, type Value } from '../values/value.ts';

/** Calls a value back with values: functions of the project, and those of models (`list.forEach(eval)`). `nothing` where it is none. */
export function callValue(frame: Frame, called: Value, values: readonly Value[], receiver: Value = unknown): Value {
  let result = nothing;
  const args: Arguments = plainArguments(values, -1);
  for (const object of called.objects)
    result = join(result, callObject(frame, object, receiver, args, false) ?? nothing);
  const set = called.api === noApi ? noApi : frame.models.step(called.api, '()');
  if (set === noApi) return result;
  const shown = plainArguments(values, frame.at);
  return join(
    result,
    modelledCall(frame, set, { receiver: nothing, receiverOperand: -1, callee: called, args: shown }),
  );
}
