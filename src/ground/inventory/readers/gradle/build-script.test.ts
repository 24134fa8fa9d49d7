import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader } from './build-script.ts';
import { withoutComments } from './without-comments.ts';

const groovy = `plugins {
  id 'java' // id 'com.example.gone' version '1'
  id "org.springframework.boot" version "3.2.0"
}
ext { jacksonVersion = '2.15.3' }
def url = 'https://repo.example.com:8080/a'
buildscript { dependencies { classpath 'com.android.tools.build:gradle:8.1.0' } }
dependencies {
  implementation "com.fasterxml.jackson.core:jackson-databind:$jacksonVersion"
  implementation 'org.apache.commons:commons-lang3:3.12.0', 'com.google.guava:guava:31.1-jre@jar'
  api group: 'org.slf4j', name: 'slf4j-api', version: '1.7.36'
  /* implementation 'a:commented:1' */
  testImplementation(platform("org.junit:junit-bom:5.10.0"))
  testImplementation 'org.junit.jupiter:junit-jupiter'
  compileOnly "javax.servlet:servlet-api:\${rootProject.servletVersion}"
  runtimeOnly 'com.h2database:h2:2.+'
  implementation project(':core')
  println 'not:a:dependency'
}
`;

const kotlin = `val ktor = "2.3.5"
plugins { id("io.ktor.plugin") version "2.3.5" }
dependencies {
    implementation("io.ktor:ktor-server:$ktor")
    "ksp"("com.squareup.moshi:moshi-kotlin-codegen:1.15.0")
}
`;

test('a build script is read for what it asks for in so many words [4:gradle]', () => {
  const content = readText(reader, 'build.gradle', groovy);
  expect(content.role).toBe('manifest');
  expect(shown(content)).toEqual([
    '3 pkg:maven/org.springframework.boot/org.springframework.boot.gradle.plugin@3.2.0 direct build',
    '7 pkg:maven/com.android.tools.build/gradle@8.1.0 direct build',
    '9 pkg:maven/com.fasterxml.jackson.core/jackson-databind@2.15.3 direct',
    '10 pkg:maven/org.apache.commons/commons-lang3@3.12.0 direct',
    '10 pkg:maven/com.google.guava/guava@31.1-jre direct',
    '11 pkg:maven/org.slf4j/slf4j-api@1.7.36 direct',
    '13 pkg:maven/org.junit/junit-bom@5.10.0 direct test',
    '14 pkg:maven/org.junit.jupiter/junit-jupiter direct test',
    '15 pkg:maven/javax.servlet/servlet-api direct provided',
    '16 pkg:maven/com.h2database/h2 direct',
  ]);
  expect(content.problems?.map(({ line, detail }) => `${line} ${detail}`)).toEqual([
    '15 The variable rootProject.servletVersion is not set to a text in this file.',
    '14 Of 1 dependencies nothing here says the version: a lockfile would.',
  ]);
  expect(content.packages.at(-1)?.constraint).toBe('2.+');
});

test('one in Kotlin, too [4:gradle]', () => {
  expect(shown(readText(reader, 'app/build.gradle.kts', kotlin))).toEqual([
    '2 pkg:maven/io.ktor.plugin/io.ktor.plugin.gradle.plugin@2.3.5 direct build',
    '4 pkg:maven/io.ktor/ktor-server@2.3.5 direct',
    '5 pkg:maven/com.squareup.moshi/moshi-kotlin-codegen@1.15.0 direct build',
  ]);
});

test('a script without comments has its lines and strings', () => {
  expect(withoutComments(`a 'http://b' // c\n/* d\n e */ f "/*" g`)).toBe(`a 'http://b'     \n    \n      f "/*" g`);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('/', '*', '"', "'", '\\', '\n', 'a'), maxLength: 40 }), (text) => {
      const bare = withoutComments(text);
      expect(bare).toHaveLength(text.length);
      expect(bare.replace(/[^\n]/g, '')).toBe(text.replace(/[^\n]/g, ''));
    }),
  );
});

test('one that is broken somehow is read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
  holdsForAnyMutation(reader, 'build.gradle', [groovy, kotlin]);
});
