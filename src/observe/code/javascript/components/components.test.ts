import { describe, expect, it } from 'vitest';
import { Op } from '../../ir/ir.ts';
import { printIr } from '../../ir/print.ts';
import { lowerJavaScript } from '../lower.ts';

const soon = (): number => performance.now() + 5000;

/** The lines of what a component's template is lowered to, and why what was not looked at. */
function rendered(path: string, text: string): { lines: string[]; gaps: string[] } {
  const { ir, notLookedAt } = lowerJavaScript({ path, text }, soon());
  const parts = ir === undefined ? [] : printIr(ir).split(/\n(?=f\d)/);
  const lines = parts.filter((part) => /^f\d+ render/.test(part)).flatMap((part) => part.trimEnd().split('\n'));
  return { lines: lines.map((line) => line.trim()), gaps: notLookedAt.map(({ detail }) => detail ?? '') };
}

describe('[5:front-components] Vue', () => {
  it('lowers the template of a component with options as a method that reads its members', () => {
    const text = `<template>
  <div v-if="ok" :class="cls" v-html="$route.query.html" v-bind="more">
    <li v-for="(item, i) in items" @click="pick(item)">{{ item.name }}</li>
    <a :href.prop="url" v-on:click.prevent="go">x</a><br>
    <comp #default="{ row }"><b v-html="row.x"></b></comp>
  </div>
</template>
<script>
export default { data() { return { items: [] } }, computed: { cls() { return 1 } }, methods: { go() {} } }
</script>`;
    expect(rendered('a.vue', text)).toMatchInlineSnapshot(`
      {
        "gaps": [],
        "lines": [
          "f4 render() component",
          "v0 = this",
          "v1 = v0.ok",
          "v2 = v0.computed",
          "v3 = v2.cls",
          "v4 = v3.call",
          "v5 = v0.methods",
          "v6 = call v4 on v3 (v5)",
          "v7 = v0.$route",
          "v8 = v0.more",
          "v9 = v0.items",
          "v10 = v5.items",
          "v11 = v9 ?? v10",
          "v12 = v0.data",
          "v13 = call v12 on v0 ()",
          "v14 = v13.items",
          "v15 = v11 ?? v14",
          "v16 = v0.pick",
          "v17 = v0.item",
          "v18 = v0.url",
          "v19 = v5.go",
          "v20 = v0.row",
          "v22 = v7.query",
          "v23 = v22.html",
          "v24 = v15.map",
          "v25 = function f5 render.<anonymous>",
          "v26 = call v24 on v15 (v25)",
          "v28 = <"a" href: v18, onclick: v19>",
          "v30 = <"br" >",
          "v32 = function f7 render.<anonymous>",
          "v33 = <"comp" children: v32>",
          "v34 = <"div" class: v6, v-html: v23, ...v8, children: v26, children: v28, children: v30, children: v33>",
          "v36 = <"" children: v34>",
          "v37 = v1 && v36",
          "v39 = <"" children: v37>",
          "return v39",
          "f5 render.<anonymous>(item, i) arrow component",
          "v0 = param 0",
          "v1 = param 1",
          "v3 = function f6 render.<anonymous>.onclick",
          "v4 = v0.name",
          "v5 = <"li" onclick: v3, children: v4>",
          "v7 = <"" children: v5>",
          "return v7",
          "f6 render.<anonymous>.onclick($event) arrow",
          "v0 = param 0",
          "v1 = outer v16 of f4 render",
          "v2 = outer v0 of f5 render.<anonymous>",
          "v3 = call v1 (v2)",
          "f7 render.<anonymous>(_) arrow component",
          "v0 = param 0",
          "v1 = v0.row",
          "v3 = v1.x",
          "v4 = <"b" v-html: v3>",
          "v6 = <"" children: v4>",
          "return v6",
        ],
      }
    `);
  });

  it('hands what a setup script declares to its template, references as what they hold', () => {
    const text = `<script setup lang="ts">
import Own from './Own.vue'
const props = defineProps<{ html: string }>()
const bio = ref('')
bio.value = useRoute().query.bio as string
</script>
<template><div v-html="bio" /><p v-html="html"></p><Own v-model="bio">{{ unknown }}</Own></template>`;
    const { lines, gaps } = rendered('a.vue', text);
    expect(gaps).toEqual([]);
    expect(lines.join('\n')).toMatch(/^f1 render\(bio, html, unknown\)/);
    expect(lines.filter((line) => line.includes('v-html'))).toHaveLength(2);
    const { ir } = lowerJavaScript({ path: 'a.vue', text }, soon());
    expect(printIr(ir!)).toMatch(/call v\d+ \(v\d+, v\d+, v\d+\)/);
  });

  it('keeps the places at which expressions stand', () => {
    const text = `<script>export default {}</script>\n<template>\n  <p v-html="é(a)[b]">ö {{ other(1) }}</p>\n</template>\n`;
    const { ir } = lowerJavaScript({ path: 'a.vue', text }, soon());
    const said = ir!.functions.flatMap(({ code }) =>
      code.flatMap((op, at) =>
        at % 6 === 0 && (op === Op.Call || op === Op.LoadAt) ? [text.slice(code[at + 4], code[at + 5])] : [],
      ),
    );
    expect(said).toContain('é(a)');
    expect(said).toContain('é(a)[b]');
    expect(said).toContain('other(1)');
  });

  it('leaves out an expression that is none, and a script that does not parse as little as possible', () => {
    const text = `<template><p :a="b +* 1" :c="d">{{ e.f }}</p></template>\n<script>\nconst x = ;\nexport default {}\n</script>`;
    const { lines, gaps } = rendered('a.vue', text);
    expect(gaps).toEqual(['line 3: Unexpected token', 'line 1: an expression of the template']);
    expect(lines.join('\n')).toContain('<"p" a: undefined, c: v');
  });
});

describe('[5:front-components] Svelte', () => {
  it('lowers blocks, tags, attributes and stores', () => {
    const text = `<script>
  import { page } from '$app/stores';
  export let data;
</script>
{#if data.ok}<p class="a {data.b}" on:click={go}>{@html data.html}</p>{:else if other}<b {data} {...data}/>{:else}no{/if}
{#each data.items as item, i (item.id)}{@const big = item.big}<a href={item.url}>{big}</a>{/each}
{#await load()}wait{:then w}<i>{w}</i>{:catch e}{e}{/await}
{@html $page.url.searchParams.get('x')}
<style>p { color: red }</style>`;
    expect(rendered('a.svelte', text)).toMatchInlineSnapshot(`
      {
        "gaps": [],
        "lines": [
          "f1 render($page) component",
          "v0 = param 0",
          "v1 = outer v1 of f0",
          "v2 = v1.ok",
          "v4 = v1.b",
          "v5 = [v4]",
          "v6 = v5.join",
          "v8 = call v6 on v5 ("")",
          "v9 = global go",
          "v11 = v1.html",
          "v12 = <"x-html" @html: v11>",
          "v13 = <"p" class: v8, onclick: v9, children: v12>",
          "v15 = <"" children: v13>",
          "v16 = v2 && v15",
          "v17 = global other",
          "v19 = <"b" data: v1, ...v1>",
          "v21 = <"" children: v19>",
          "v22 = v17 && v21",
          "v24 = <"" >",
          "v25 = v1.items",
          "v26 = v25.map",
          "v27 = function f2 render.<anonymous>",
          "v28 = call v26 on v25 (v27)",
          "v29 = global load",
          "v30 = call v29 ()",
          "v32 = <"" >",
          "v33 = call v29 ()",
          "v34 = v33.then",
          "v35 = function f4 render.<anonymous>",
          "v36 = call v34 on v33 (v35)",
          "v37 = function f5 render.<anonymous>",
          "v39 = v0.url",
          "v40 = v39.searchParams",
          "v41 = v40.get",
          "v43 = call v41 on v40 ("x")",
          "v44 = <"x-html" @html: v43>",
          "v46 = <"" children: v16, children: v22, children: v24, children: v28, children: v30, children: v32, children: v36, children: v37, children: v44>",
          "return v46",
          "f2 render.<anonymous>(item, i) arrow component",
          "v0 = param 0",
          "v1 = param 1",
          "v2 = function f3 render.<anonymous>.<anonymous>",
          "v3 = call v2 ()",
          "v5 = <"" children: v3>",
          "return v5",
          "f3 render.<anonymous>.<anonymous>(?big) arrow component",
          "v0 = param 0",
          "v1 = outer v0 of f2 render.<anonymous>",
          "v2 = v1.big",
          "v3 = phi v0, v2",
          "v5 = v1.url",
          "v6 = <"a" href: v5, children: v3>",
          "v8 = <"" children: v6>",
          "return v8",
          "f4 render.<anonymous>(w) arrow component",
          "v0 = param 0",
          "v2 = <"i" children: v0>",
          "v4 = <"" children: v2>",
          "return v4",
          "f5 render.<anonymous>(e) arrow component",
          "v0 = param 0",
          "v2 = <"" children: v0>",
          "return v2",
        ],
      }
    `);
  });
});

describe('[5:code-hostile] components', () => {
  it.each(['a.vue', 'a.svelte'])('never throws for what is hardly a component in %s', (path) => {
    const sample = `<script setup lang="ts">let a = 1</script><template><div v-for="a in b" :c="d" #e="{ f }">{{ g }}</div></template>{#each a as b}{@html c}{:else}{/each}<p x="{y}" {z} {...w}>{`;
    const tokens = sample.match(/\w+|\s+|[^\w\s]/g)!;
    let state = 3;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };
    for (let round = 0; round < 200; round++) {
      const mutated = [...tokens];
      for (let change = random(5); change >= 0; change--)
        mutated.splice(random(mutated.length), random(4), tokens[random(tokens.length)]!);
      expect(Array.isArray(lowerJavaScript({ path, text: mutated.join('') }, soon()).notLookedAt)).toBe(true);
    }
  });

  it('refuses templates that nest too deep', () => {
    const deep = `<template>${'<p>\n'.repeat(5000)}</template>`;
    expect(rendered('a.vue', deep).gaps).toEqual(['its template']);
    expect(rendered('a.svelte', '{#if a}\n'.repeat(5000)).gaps).toEqual(['its template']);
  });
});
