import { expect, test } from 'vitest';
import { visitHcl } from '../../hcl.ts';
import { readDependencyFile, ReadFailure } from '../../index.ts';
import { readSample, survivesDamage } from '../../testing.ts';

const lock = `# This file is maintained automatically by "terraform init".
provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.31.0"
  constraints = "~> 5.0, >= 5.1.0"
  hashes = [
    "h1:ltxyuBWIy9cq0kIKDJH1jeWJy/y7XJLjS4QrsQK4plA=",
    "zh:0cdb9c2083bf0902442384f7309367791e4640581652dda456f2d6d7abf0de8d",
  ]
}

provider "registry.example.com/shop/cloud" {
  version = "1.0.0"
}
provider "registry.example.com/shop/cloud" {
  version = "2.0.0"
}
provider "nonsense" {
  version = "1.0.0"
}
`;

test('a lock file of Terraform tells the providers that were chosen [4:terraform-lock]', () => {
  const file = readSample('infra/.terraform.lock.hcl', lock);
  expect(file.role).toBe('lockfile');
  expect(file.packages).toEqual([
    {
      purl: 'pkg:terraform/hashicorp/aws@5.31.0',
      line: 2,
      group: 'provider',
      constraint: '~> 5.0, >= 5.1.0',
      integrity: 'h1:ltxyuBWIy9cq0kIKDJH1jeWJy/y7XJLjS4QrsQK4plA=',
    },
    { purl: 'pkg:terraform/shop/cloud@1.0.0?repository_url=registry.example.com', line: 11, group: 'provider' },
    { purl: 'pkg:terraform/shop/cloud@2.0.0?repository_url=registry.example.com', line: 14, group: 'provider' },
  ]);
  expect(file.problems?.map(({ kind, line }) => [kind, line])).toEqual([
    ['duplicate', 14],
    ['malformed', 17],
  ]);
});

const configuration = `terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
      configuration_aliases = [aws.east]
    }
    random = "3.6.0" /* as it was
    before 0.13 */
  }
}

module "vpc" {
  source  = "terraform-aws-modules/vpc/aws//modules/endpoints"
  version = "5.1.2"
  tags = merge({ source = "no/such/module" }, var.tags)
}
module "floating" {
  source  = "app.example.com/shop/vpc/aws" # private
  version = "~> 1.0"
}
module "git" {
  source = "git::https://me:word@github.com/Owner/Repo.git//sub/dir?ref=v1.2.0"
}
module "pinned" {
  source = "git@github.com:owner/repo.git?ref=08c6903cd8c0fde910a37f88322edcfb5dd907a8"
}
module "local" { source = "./modules/local" }
module "computed" {
  source = "\${var.host}/x"
}
module "archive" {
  source = "https://example.com/module.zip"
}
resource "x" "y" {
  user_data = <<-EOT
    module "heredoc" {
      source = "not/a/module"
    }
  EOT
  source = "no/module/either"
}
`;

test('a Terraform file tells the providers and the modules that it asks for [4:terraform-lock]', () => {
  const file = readSample('infra/main.tf', configuration);
  expect(file.packages.map(({ purl, line, constraint, source }) => [purl, line, constraint, source])).toEqual([
    ['pkg:terraform/hashicorp/aws', 4, '~> 5.0', undefined],
    ['pkg:terraform/hashicorp/random@3.6.0', 9, '3.6.0', undefined],
    ['pkg:terraform/terraform-aws-modules/vpc/aws@5.1.2', 15, '5.1.2', undefined],
    ['pkg:terraform/shop/vpc/aws?repository_url=app.example.com', 20, '~> 1.0', undefined],
    ['pkg:github/owner/repo@v1.2.0#sub/dir', 24, undefined, 'git::https://github.com/Owner/Repo.git//sub/dir'],
    ['pkg:github/owner/repo@08c6903cd8c0fde910a37f88322edcfb5dd907a8', 27, undefined, 'github.com:owner/repo.git'],
    [
      'pkg:generic/module.zip?download_url=https:%2F%2Fexample.com%2Fmodule.zip',
      34,
      undefined,
      'https://example.com/module.zip',
    ],
  ]);
  expect(file.problems?.map(({ kind, line }) => [kind, line])).toEqual([
    ['unpinned', 20],
    ['unpinned', 24],
    ['unresolved', 30],
    ['unpinned', 34],
  ]);
  expect(readDependencyFile({ path: 'a.tf', bytes: Buffer.from('variable "x" {}') }, Infinity)).toBeUndefined();
});

test('HCL is told as blocks, objects, lists and strings, and its depth is bounded', () => {
  const seen: string[] = [];
  const text = 'a "b" c {\n d = ["x", {e = "y"}]\n f = "q${g("}")}"\n h = 1 + "no"\n i : "z"\n}\n';
  visitHcl(
    Buffer.from(text),
    Infinity,
    (path, value, line) => value !== undefined && seen.push(`${path.join('/')}=${value}:${line}`),
  );
  expect(seen).toEqual(['a/b/c/d/-=x:2', 'a/b/c/d/-/e=y:2', 'a/b/c/i=z:5']);
  expect(() => visitHcl(Buffer.from('a {'.repeat(100_000)), Infinity, () => undefined)).toThrow(ReadFailure);
});

test.each([
  ['.terraform.lock.hcl', lock],
  ['main.tf', configuration],
])('any damage to a %s is survived [4:terraform-lock]', (path, text) => {
  survivesDamage(path, text);
});
