import { describe, expect, test } from 'vitest';
import type { DependencyFile } from '#ground/model';
import { purlsInAdvisories } from '../../published-names.ts';
import { readSample } from '../../testing.ts';
import { linkOperatingSystems } from './link.ts';

const curl =
  'Package: curl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 7.88.1-10+b1\nSource: curl (7.88.1-10)\n';
function statusOf(version: string): string {
  return `Package: curl\nStatus: install ok installed\nVersion: ${version}\n`;
}

function listed(files: readonly DependencyFile[]): string[] {
  return files.flatMap(({ packages }) => packages.map(({ purl }) => purl));
}

function blob(digit: string): string {
  return `app.tar!/blobs/sha256/${digit.repeat(64)}`;
}

function naming(key: string, ...digits: string[]): string {
  return JSON.stringify({
    schemaVersion: 2,
    [key]: digits.map((digit) => ({ digest: `sha256:${digit.repeat(64)}` })),
  });
}

const debian = 'ID=debian\nVERSION_ID="12"\n';

describe('[4:os-packages] packages of an operating system', () => {
  test('are named after the distribution of their root file system', () => {
    const [, linked] = linkOperatingSystems([
      readSample('rootfs/etc/os-release', debian),
      readSample('rootfs/var/lib/dpkg/status', curl),
    ]);

    expect(linked?.packages[0]).toMatchObject({
      purl: 'pkg:deb/debian/curl@7.88.1-10%2Bb1?arch=amd64&distro=debian-12',
      builtFrom: 'pkg:deb/debian/curl@7.88.1-10?arch=source&distro=debian-12',
    });
  });

  test('name the source package that they were built from, where that has another name', () => {
    const libc = 'Package: libc6\nStatus: install ok installed\nVersion: 2.36-9\nSource: glibc\n';
    const [, linked] = linkOperatingSystems([
      readSample('etc/os-release', debian),
      readSample('var/lib/dpkg/status', libc),
    ]);

    expect(linked?.packages[0]?.purl).toBe('pkg:deb/debian/libc6@2.36-9?distro=debian-12&upstream=glibc');
  });

  test('are named after the image when os-release stands in another layer', () => {
    const files = linkOperatingSystems([
      readSample('app.tar!/aaa/layer.tar!/usr/lib/os-release', 'ID=alpine\nVERSION_ID=3.22.1\n'),
      readSample('app.tar!/bbb/layer.tar!/lib/apk/db/installed', 'P:musl\nV:1.2.5-r10\nA:x86_64\n\n'),
      readSample('other.tar!/bbb/layer.tar!/lib/apk/db/installed', 'P:musl\nV:1.2.5-r10\n\n'),
    ]);

    expect(files[1]?.packages[0]?.purl).toBe('pkg:apk/alpine/musl@1.2.5-r10?arch=x86_64&distro=alpine-3.22.1');
    expect(files[2]?.packages[0]?.purl).toBe('pkg:apk/alpine/musl@1.2.5-r10');
  });

  test('are those of the topmost layer that has them, where the image tells their order', () => {
    const manifest = JSON.stringify([{ Config: 'c.json', Layers: ['bbb/layer.tar', 'aaa/layer.tar'] }]);
    const files = linkOperatingSystems([
      readSample('app.tar!/manifest.json', manifest),
      readSample('app.tar!/aaa/layer.tar!/var/lib/dpkg/status', statusOf('2')),
      readSample('app.tar!/bbb/layer.tar!/etc/os-release', debian),
      readSample('app.tar!/bbb/layer.tar!/var/lib/dpkg/status', statusOf('1')),
      readSample('other.tar!/bbb/layer.tar!/var/lib/dpkg/status', statusOf('1')),
    ]);

    expect(files.map(({ packages }) => packages.map(({ purl }) => purl))).toEqual([
      [],
      ['pkg:deb/debian/curl@2?distro=debian-12'],
      [],
      [],
      ['pkg:deb/curl@1'],
    ]);
  });

  test('are those of the topmost layer by the order of an OCI layout, whose index leads to its manifests', () => {
    const files = linkOperatingSystems([
      readSample(blob('1'), naming('manifests', '2')),
      readSample(blob('2'), naming('layers', 'c', 'b', 'a')),
      // No index leads here.
      readSample(blob('3'), naming('layers', 'a', 'b', 'c')),
      readSample(`${blob('a')}!/var/lib/dpkg/status`, statusOf('3')),
      readSample(`${blob('b')}!/etc/os-release`, 'ID=debian\nVERSION_ID="13"\n'),
      readSample(`${blob('c')}!/etc/os-release`, debian),
      readSample(`${blob('c')}!/var/lib/dpkg/status`, statusOf('1')),
      readSample('app.tar!/index.json', naming('manifests', '1')),
    ]);

    expect(listed(files)).toEqual(['pkg:deb/debian/curl@3?distro=debian-13']);
  });

  test.each([
    ['its file', ['var/lib/dpkg/.wh.status'], []],
    ['a folder above it', ['var/.wh.lib'], []],
    ['all in a folder', ['var/lib/dpkg/.wh..wh..opq'], []],
    ['all there is', ['.wh..wh..opq'], []],
    ['something else', ['etc/.wh.os-release', 'var/lib/dpkg/status.d/.wh.curl'], ['pkg:deb/curl@1']],
  ])('are not there when a layer above deletes %s', (_, whiteouts, left) => {
    const manifest = JSON.stringify([{ Layers: ['a.tar', 'b.tar'] }]);
    const below = [
      readSample('app.tar!/manifest.json', manifest),
      readSample('app.tar!/a.tar!/etc/os-release', debian),
      readSample('app.tar!/a.tar!/var/lib/dpkg/status', statusOf('1')),
    ];
    const files = [...below, ...whiteouts.map((path) => readSample(`app.tar!/b.tar!/${path}`, ''))];

    expect(listed(linkOperatingSystems(files))).toEqual(left);
    // In their own layer they delete nothing: it may be written again there.
    const beside = [...below, ...whiteouts.map((path) => readSample(`app.tar!/a.tar!/${path}`, ''))];
    expect(listed(linkOperatingSystems(beside))).toEqual(['pkg:deb/debian/curl@1?distro=debian-12']);
  });

  test('are there when one image of an archive shows them, whatever another one covers', () => {
    const manifest = JSON.stringify([{ Layers: ['a.tar', 'b.tar'] }, { Layers: ['a.tar', 'c.tar'] }]);
    const files = linkOperatingSystems([
      readSample('app.tar!/manifest.json', manifest),
      readSample('app.tar!/a.tar!/etc/os-release', debian),
      readSample('app.tar!/a.tar!/var/lib/dpkg/status', statusOf('1')),
      readSample('app.tar!/b.tar!/var/lib/dpkg/status', statusOf('2')),
    ]);

    expect(listed(files)).toEqual(['pkg:deb/debian/curl@1?distro=debian-12', 'pkg:deb/debian/curl@2?distro=debian-12']);
  });

  test('say so when nothing names their distribution', () => {
    const [linked] = linkOperatingSystems([readSample('var/lib/dpkg/status', curl)]);

    expect(linked?.problems).toMatchObject([{ kind: 'missing-file', line: 1 }]);
  });

  test('are looked up in advisories by their source package, and rpm’s by both names with the epoch', () => {
    const dpkg = { purl: 'pkg:deb/debian/libc6@2.36-9', builtFrom: 'pkg:deb/debian/glibc@2.36-9?arch=source', line: 1 };
    const rpm = {
      purl: 'pkg:rpm/redhat/openssl-libs@3.2.2-6.el9?arch=x86_64&distro=rhel-9.5&epoch=1',
      builtFrom: 'pkg:rpm/redhat/openssl@3.2.2-6.el9?arch=src&distro=rhel-9.5&epoch=1',
      line: 1,
    };

    expect(purlsInAdvisories(dpkg)).toEqual(['pkg:deb/debian/glibc@2.36-9?arch=source']);
    expect(purlsInAdvisories(rpm)).toEqual([
      'pkg:rpm/redhat/openssl-libs@1:3.2.2-6.el9?arch=x86_64&distro=rhel-9.5',
      'pkg:rpm/redhat/openssl@1:3.2.2-6.el9?arch=src&distro=rhel-9.5',
    ]);
    expect(purlsInAdvisories({ purl: 'pkg:npm/a@1.0.0', line: 1 })).toEqual(['pkg:npm/a@1.0.0']);
  });
});
