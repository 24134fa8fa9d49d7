import { expect, test } from 'vitest';
import { linkFiles, readDependencyFile } from '../../index.ts';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader } from './lockfile.ts';

const lock = `# This is a Gradle generated file for dependency locking.
# Manual edits can break the build and are not advised.
com.google.guava:guava:31.1-jre=compileClasspath,runtimeClasspath,testCompileClasspath
junit:junit:4.13.2=testCompileClasspath,testRuntimeClasspath
org.projectlombok:lombok:1.18.26=annotationProcessor,compileClasspath
javax.servlet:servlet-api:2.5=compileClasspath,testRuntimeClasspath
org.jetbrains.kotlin:kotlin-compiler:1.9.0=kotlinCompilerClasspath
empty=testAnnotationProcessor
`;

test('gradle.lockfile lists versions, and for what they are there by their configurations [4:gradle]', () => {
  const content = readText(reader, 'app/gradle.lockfile', lock);
  expect(content.role).toBe('lockfile');
  expect(content.problems).toBeUndefined();
  expect(shown(content)).toEqual([
    '3 pkg:maven/com.google.guava/guava@31.1-jre',
    '4 pkg:maven/junit/junit@4.13.2 test (testCompileClasspath testRuntimeClasspath)',
    '5 pkg:maven/org.projectlombok/lombok@1.18.26 provided (annotationProcessor compileClasspath)',
    '6 pkg:maven/javax.servlet/servlet-api@2.5 provided (compileClasspath testRuntimeClasspath)',
    '7 pkg:maven/org.jetbrains.kotlin/kotlin-compiler@1.9.0 build (kotlinCompilerClasspath)',
  ]);
});

test('lockfiles of one configuration, and of build scripts, have their scope from their name [4:gradle]', () => {
  const line = 'a.b:c:1.0\n';
  expect(shown(readText(reader, 'gradle/dependency-locks/testRuntimeClasspath.lockfile', line))).toEqual([
    '1 pkg:maven/a.b/c@1.0 test (testRuntimeClasspath)',
  ]);
  expect(shown(readText(reader, 'buildscript-gradle.lockfile', 'a.b:c:1.0=classpath\n'))).toEqual([
    '1 pkg:maven/a.b/c@1.0 build (classpath)',
  ]);
  expect(readText(reader, 'gradle.lockfile', 'a.b:c\n').problems).toMatchObject([{ kind: 'malformed', line: 1 }]);
});

test('linked: scripts and catalogs say what is direct, and verification-metadata.xml what the checksums are [4:gradle]', () => {
  const files = Object.entries({
    'build.gradle': "dependencies {\n implementation 'com.google.guava:guava'\n}",
    'gradle/libs.versions.toml': '[libraries]\njunit = "junit:junit:4.13.2"\n',
    'gradle.lockfile': lock,
    'gradle/verification-metadata.xml': `<verification-metadata><components><component group="junit" name="junit" version="4.13.2"><artifact name="junit-4.13.2.jar"><sha256 value="${'a'.repeat(64)}"/></artifact></component></components></verification-metadata>`,
  });
  const [script, , locked, verification] = linkFiles(
    files.flatMap(([path, text]) => readDependencyFile({ path, bytes: Buffer.from(text) }, Infinity) ?? []),
  );
  expect(script?.problems).toBeUndefined();
  expect(locked?.packages.map(({ direct }) => direct)).toEqual([true, true, undefined, undefined, undefined]);
  expect(locked?.packages[1]?.integrity).toBe(`sha256:${'a'.repeat(64)}`);
  expect(verification?.packages).toEqual([]);
});

test('a lockfile that is broken somehow is read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
  holdsForAnyMutation(reader, 'gradle.lockfile', [lock]);
});
