import { type Advisories, manifestTime, openAdvisories } from '#ground/advisories';
import type { Settings } from '#ground/operations';
import { advisoriesHome } from '#ground/places';
import { openWebhookKey } from '#ground/webhooks';

/** What a running program decides for all its operations; `home` is where its keys lie, and its advisories. */
export function operationSettings(home: string, allowPrivateWebhooks = false): Settings {
  const advisories = currentAdvisories(advisoriesHome(home));
  return { webhookKey: openWebhookKey(home), allowPrivateWebhooks, advisories };
}

/** An operation that has the index may still ask it for this long after it was replaced. */
const stillAskedMilliseconds = 60_000;

/** Opens the index at the first question, and again when it was replaced. */
export function currentAdvisories(folder: string): () => Advisories {
  let open: { readonly index: Advisories; readonly time: number } | undefined;
  return () => {
    const time = manifestTime(folder);
    if (open?.time === time) return open.index;
    const index = openAdvisories(folder);
    const replaced = open?.index;
    if (replaced !== undefined) setTimeout(() => replaced.close(), stillAskedMilliseconds).unref();
    open = { index, time };
    return index;
  };
}
