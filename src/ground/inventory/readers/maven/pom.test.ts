import { describe, expect, test } from 'vitest';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader } from './pom.ts';

const pom = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.acme</groupId>
  <artifactId>shop</artifactId>
  <version>1.2.0-SNAPSHOT</version>
  <properties>
    <jackson.version>2.15.\${jackson.patch}</jackson.version>
    <jackson.patch>3</jackson.patch>
  </properties>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>com.google.guava</groupId>
        <artifactId>guava</artifactId>
        <version>32.1.2-jre</version>
        <scope>runtime</scope>
      </dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>com.fasterxml.jackson.core</groupId>
      <artifactId>jackson-databind</artifactId>
      <version>\${jackson.version}</version>
      <exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>
    </dependency>
    <dependency><groupId>com.google.guava</groupId><artifactId>guava</artifactId></dependency>
    <dependency><groupId>\${project.groupId}</groupId><artifactId>api</artifactId><version>\${project.version}</version></dependency>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>[4.13]</version><scope>test</scope></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><version>[1.7,2.0)</version><scope>provided</scope></dependency>
    <dependency><groupId>io.netty</groupId><artifactId>netty-epoll</artifactId><version>4.1.100.Final</version><classifier>linux-x86_64</classifier><optional>true</optional></dependency>
    <dependency><groupId>org.acme</groupId><artifactId>lost</artifactId><version>\${nobody.says}</version></dependency>
    <dependency><groupId>org.acme</groupId><artifactId>unmanaged</artifactId></dependency>
    <dependency><groupId>org.acme</groupId><artifactId>newest</artifactId><version>LATEST</version></dependency>
    <dependency><groupId>org.acme</groupId></dependency>
  </dependencies>
  <build>
    <pluginManagement><plugins><plugin><artifactId>maven-jar-plugin</artifactId><version>3.3.0</version></plugin></plugins></pluginManagement>
    <plugins><plugin><artifactId>maven-jar-plugin</artifactId></plugin></plugins>
  </build>
  <profiles>
    <profile>
      <id>mysql</id>
      <properties><mysql.version>8.0.33</mysql.version></properties>
      <dependencies>
        <dependency><groupId>com.mysql</groupId><artifactId>mysql-connector-j</artifactId><version>\${mysql.version}</version></dependency>
      </dependencies>
    </profile>
  </profiles>
</project>
`;

describe('pom.xml [4:maven-pom]', () => {
  const content = readText(reader, 'pom.xml', pom);

  test('lists what is asked for, with properties, management, scopes and profiles', () => {
    expect(content).toMatchObject({ role: 'manifest', root: { name: 'org.acme:shop', version: '1.2.0-SNAPSHOT' } });
    expect(shown(content)).toEqual([
      '22 pkg:maven/com.fasterxml.jackson.core/jackson-databind@2.15.3 direct',
      '28 pkg:maven/com.google.guava/guava@32.1.2-jre direct',
      '29 pkg:maven/org.acme/api@1.2.0-SNAPSHOT direct',
      '30 pkg:maven/junit/junit@4.13 direct test',
      '31 pkg:maven/org.slf4j/slf4j-api direct provided',
      '32 pkg:maven/io.netty/netty-epoll@4.1.100.Final?classifier=linux-x86_64 direct optional',
      '33 pkg:maven/org.acme/lost direct',
      '34 pkg:maven/org.acme/unmanaged direct',
      '35 pkg:maven/org.acme/newest direct',
      '40 pkg:maven/org.apache.maven.plugins/maven-jar-plugin@3.3.0 direct build',
      '47 pkg:maven/com.mysql/mysql-connector-j@8.0.33 direct (mysql)',
    ]);
    expect(content.packages[0]?.endLine).toBe(27);
    expect(content.packages[4]?.constraint).toBe('[1.7,2.0)');
    expect(content.packages[6]?.constraint).toBe('${nobody.says}');
  });

  test('says what it does not know, and where', () => {
    expect(content.problems?.map(({ kind, line, purl }) => [kind, line, purl])).toEqual([
      ['unresolved', 33, 'pkg:maven/org.acme/lost'],
      ['unpinned', 35, 'pkg:maven/org.acme/newest'],
      ['malformed', 36, undefined],
      ['unresolved', 34, undefined],
    ]);
    expect(content.problems?.[0]?.detail).toBe(
      'The version of org.acme:lost is not known: the property nobody.says has no value here.',
    );
  });

  test('with properties that promise a billion laughs, or each other, ends [4:hostile-lockfiles]', () => {
    const laughs = Array.from({ length: 30 }, (_, i) => `<l${i + 1}>${`\${l${i}}`.repeat(10)}</l${i + 1}>`).join('');
    const circle = '<a>${b}</a><b>${a}</b><c>${c}x</c>';
    const dependencies = ['l30', 'a', 'c'].map(
      (name) =>
        `<dependency><groupId>g</groupId><artifactId>${name}</artifactId><version>\${${name}}</version></dependency>`,
    );
    const { packages, problems } = readText(
      reader,
      'pom.xml',
      `<project><properties><l0>ha</l0>${laughs}${circle}</properties><dependencies>${dependencies.join('')}</dependencies></project>`,
    );
    expect(packages.map(({ purl }) => purl)).toEqual(['pkg:maven/g/l30', 'pkg:maven/g/a', 'pkg:maven/g/c']);
    expect(problems?.map(({ kind }) => kind)).toEqual(['unresolved', 'unresolved', 'unresolved']);
  });

  test('of something else is nothing, and one that is no XML is refused', () => {
    expect(reader.read({ path: 'pom.xml', bytes: Buffer.from('<html/>') }, Infinity)).toBeUndefined();
    expect(() => reader.read({ path: 'pom.xml', bytes: Buffer.from('<project>\n<') }, Infinity)).toThrow('No XML');
  });

  test('that is broken somehow is read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
    holdsForAnyMutation(reader, 'pom.xml', [pom]);
  });
});
