// Written by tools/generate/controls.ts from src/declare/controls/builtin/. Do not edit.
import type { Control } from '#ground/model';
import type { PolicyTable } from '#ground/policy';

/** Sorted by id. Each was checked against the schema, and its policy linted, when this file was written. */
export const builtinControls: readonly Control[] = [
  {
    "version": 1,
    "id": "dependencies-cared-for",
    "title": "Dependencies are cared for by those who publish them",
    "question": "Do the registries say nothing that speaks against the versions that are used?",
    "why": "A version of this morning, one that was taken back, a new install script, an attestation that is gone: that is how a stolen publishing account looks from outside. Packages that nobody looks after are where the next one will be.",
    "evidence": {
      "analyzer": "dependencies",
      "rules": [
        "dependencies/install-script-added",
        "dependencies/provenance-lost",
        "dependencies/single-maintainer",
        "dependencies/too-young",
        "dependencies/unmaintained",
        "dependencies/yanked"
      ]
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "// Scans ask the registries with --health; without it, nobody knows.\n@id(\"only-suspected\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { context.confidence == \"possible\" };\n",
    "modes": {
      "build": "observe",
      "deploy": "observe"
    },
    "frameworks": [
      "CWE-1357",
      "OWASP-CICD-SEC-3",
      "NIST-SP-800-218:PW.4.4",
      "SLSA-1.0:Dependencies"
    ]
  },
  {
    "version": 1,
    "id": "dependencies-in-order",
    "title": "Manifests and lockfiles are in order",
    "question": "Do lockfiles say the same as the manifests that they belong to, to everybody who reads them?",
    "why": "A lockfile that is broken, or that disagrees with its manifest, is read differently by different tools. What was reviewed and scanned is then not what is installed.",
    "evidence": {
      "analyzer": "dependencies",
      "rules": [
        "dependencies/broken-lockfile",
        "dependencies/manifest-disagrees"
      ]
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "@id(\"in-order-for-this-change\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { !context.new && (context.stage == \"commit\" || context.stage == \"merge\") };\n",
    "modes": {
      "commit": "warn",
      "merge": "warn",
      "build": "enforce"
    },
    "frameworks": [
      "CWE-1357",
      "NIST-SP-800-218:PW.4.1",
      "SLSA-1.0:Dependencies"
    ]
  },
  {
    "version": 1,
    "id": "dependencies-known",
    "title": "What the project is made of is known, and advisories are fresh",
    "question": "Was all that is released read from its lockfiles within the last day, and held against advisories that are not stale?",
    "why": "A scanner without advisories, or with those of last month, reports nothing, and so does one that found nothing. Before something is built or deployed, the difference must be known.",
    "evidence": {
      "analyzer": "dependencies",
      "maxAgeHours": 24
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "// Findings show that somebody looked.\n@id(\"somebody-looked\")\npermit (principal, action == Action::\"tolerate\", resource);\n",
    "modes": {
      "merge": "observe",
      "build": "warn",
      "deploy": "enforce"
    },
    "frameworks": [
      "NIST-SP-800-218:PW.4.1",
      "OWASP-CICD-SEC-3",
      "SOC2:CC7.1"
    ]
  },
  {
    "version": 1,
    "id": "dependencies-reviewed",
    "title": "What looks wrong with dependencies is looked at",
    "question": "Is nothing among the dependencies unpinned, deprecated, unmaintained, past its end of life, or otherwise in bad health?",
    "why": "These are not vulnerabilities yet. They say where the next one will hurt, and cost little to mend while nothing burns.",
    "evidence": {
      "analyzer": "dependencies",
      "rules": [
        "dependencies/deprecated",
        "dependencies/end-of-life",
        "dependencies/unmaintained-package",
        "dependencies/unpinned-reference",
        "dependencies/unsound-package"
      ]
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "@id(\"stood-there-before\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { !context.new && (context.stage == \"commit\" || context.stage == \"merge\") };\n",
    "modes": {
      "commit": "observe",
      "merge": "observe",
      "build": "observe"
    },
    "frameworks": [
      "CWE-1104",
      "NIST-SP-800-218:PW.4.4",
      "OWASP-A06:2021"
    ]
  },
  {
    "version": 1,
    "id": "licences-allowed",
    "title": "Dependencies are under licences that the project allows",
    "question": "Is every dependency under a licence that selvedge.yaml allows, as far as it says which?",
    "why": "Who passes software on owes what the licences of its parts ask for. A project that says what it accepts finds out when a dependency is added, not when it is sold.",
    "evidence": {
      "analyzer": "dependencies",
      "rules": [
        "dependencies/licence"
      ]
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "// What came in before the policy is asked about when it is built.\n@id(\"stood-there-before\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { !context.new && (context.stage == \"commit\" || context.stage == \"merge\") };\n",
    "modes": {
      "commit": "observe",
      "merge": "warn",
      "build": "warn"
    },
    "frameworks": [
      "NIST-SP-800-218:PW.4.1",
      "ISO-27001-2022:A.5.32"
    ]
  },
  {
    "version": 1,
    "id": "new-code-in-order",
    "title": "New code is in order",
    "question": "Can what the change adds be followed, is it tested, used, and written once?",
    "why": "Old code is paid for already; what a change adds is cheapest to mend before it is merged. Complex, untested and copied code is where weaknesses hide from reviews. Only what the change adds is asked about, so that nobody answers for what stood there before.",
    "evidence": {
      "analyzer": "quality",
      "optional": true
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "// Scans judge new code where the project asks for it (quality in selvedge.yaml) or where reports are given (--coverage, --tests).\n@id(\"only-possible\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { context.confidence == \"possible\" };\n\n// Enough of the whole change ran: each project says how much that is.\n@id(\"enough-ran\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { context.rule == \"quality/uncovered-change\" && context.attributes.isEnough };\n",
    "modes": {
      "commit": "warn",
      "merge": "warn"
    },
    "frameworks": [
      "CWE-1120",
      "CWE-1041",
      "NIST-SP-800-218:PW.7",
      "NIST-SP-800-218:PW.8"
    ]
  },
  {
    "version": 1,
    "id": "no-exploitable-weakness",
    "title": "No exploitable weakness in code",
    "question": "Is code free of weaknesses through which somebody could take over, read or change what is not theirs?",
    "why": "Data that strangers send, and that reaches a query, a command, a page or a path without being made harmless, lets them decide what the software does. Such a weakness costs minutes to mend in the change that brings it, and an incident later.",
    "evidence": {
      "analyzer": "code"
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "// A change answers for what it adds. What stood there before it, and is in the baseline, is answered for at build.\n@id(\"known-before-this-change\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { !context.new && (context.stage == \"commit\" || context.stage == \"merge\") };\n\n// What may be one is asked about by no-suspected-weakness.\n@id(\"only-suspected\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { context.confidence == \"possible\" || context.severity == \"medium\" || context.severity == \"low\" };\n",
    "modes": {
      "commit": "warn",
      "merge": "enforce",
      "build": "warn",
      "deploy": "warn"
    },
    "frameworks": [
      "OWASP-ASVS-5.0:1.2",
      "NIST-SP-800-218:PW.7.2",
      "PCI-DSS-4.0:6.2.4",
      "SOC2:CC8.1",
      "ISO-27001-2022:A.8.28"
    ]
  },
  {
    "version": 1,
    "id": "no-leaked-secret",
    "title": "No leaked secret",
    "question": "Is every credential that stands in the project known to be harmless?",
    "why": "Whoever reads the repository, its history, a build or an image holds every credential in it, and acts as its owner until it is revoked. Removing the line is not enough: the value must be revoked and replaced, and never come back.",
    "evidence": {
      "analyzer": "secrets"
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "// A change answers for what it adds. What stood there before it, and is in the baseline, is answered for at build.\n@id(\"known-before-this-change\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { !context.new && (context.stage == \"commit\" || context.stage == \"merge\") };\n\n// What may be a secret is asked about by no-suspected-secret.\n@id(\"only-suspected\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { context.confidence == \"possible\" };\n",
    "modes": {
      "commit": "enforce",
      "merge": "enforce",
      "build": "enforce",
      "deploy": "enforce"
    },
    "frameworks": [
      "CWE-798",
      "OWASP-ASVS-5.0:13.3.1",
      "OWASP-CICD-SEC-6",
      "NIST-SP-800-53:IA-5(7)",
      "PCI-DSS-4.0:8.6.2",
      "SOC2:CC6.1",
      "ISO-27001-2022:A.5.17"
    ]
  },
  {
    "version": 1,
    "id": "no-lookalike-dependency",
    "title": "No dependency whose name could be mistaken",
    "question": "Is every package that the project names the one that was meant?",
    "why": "A mistyped name installs what somebody registered for exactly that mistake, and runs it. Whoever names the package is the only one who can say whether it is the right one, and best says it while the change is read.",
    "evidence": {
      "analyzer": "dependencies",
      "rules": [
        "dependencies/typosquat"
      ]
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "@id(\"stood-there-before\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { !context.new && (context.stage == \"commit\" || context.stage == \"merge\") };\n\n// Other separators, or the same words in another order: mostly another package of its own.\n@id(\"only-similar\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { context.confidence == \"possible\" };\n",
    "modes": {
      "commit": "warn",
      "merge": "warn",
      "build": "warn"
    },
    "frameworks": [
      "CWE-1357",
      "OWASP-CICD-SEC-3",
      "NIST-SP-800-218:PW.4.4"
    ]
  },
  {
    "version": 1,
    "id": "no-malicious-dependency",
    "title": "No malicious dependency",
    "question": "Is nothing of what the project is made of known to have been published to do harm?",
    "why": "A malicious package runs with the rights of whoever installs it, most often during the installation itself. Tests and reviews come too late: it has to be stopped before it is merged, and those who installed it have to be told.",
    "evidence": {
      "analyzer": "dependencies",
      "rules": [
        "dependencies/malicious-package"
      ]
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "// A version that a feed of malicious packages names is never tolerated. What only looks like one is asked about elsewhere.\n@id(\"only-suspected\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { context.confidence == \"possible\" };\n",
    "modes": {
      "commit": "warn",
      "merge": "enforce",
      "build": "enforce",
      "deploy": "enforce"
    },
    "frameworks": [
      "CWE-506",
      "OWASP-CICD-SEC-3",
      "NIST-SP-800-218:PW.4.4",
      "SLSA-1.0:Dependencies",
      "ISO-27001-2022:A.5.21"
    ]
  },
  {
    "version": 1,
    "id": "no-suspected-secret",
    "title": "No suspected secret",
    "question": "Has somebody looked at every value that may be a credential?",
    "why": "A value that looks like a credential by its name and its randomness alone is one often enough to be read once, and an identifier often enough not to stop anybody. Looking at it once, and accepting it with a reason, keeps the list short enough to be read.",
    "evidence": {
      "analyzer": "secrets"
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "// A change answers for what it adds.\n@id(\"known-before-this-change\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { !context.new && (context.stage == \"commit\" || context.stage == \"merge\") };\n\n// What is a secret by its form is asked about by no-leaked-secret.\n@id(\"more-than-suspected\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { context.confidence != \"possible\" };\n",
    "modes": {
      "commit": "warn",
      "merge": "warn",
      "build": "observe"
    },
    "frameworks": [
      "CWE-798",
      "OWASP-ASVS-5.0:13.3.1",
      "OWASP-CICD-SEC-6",
      "SOC2:CC6.1"
    ]
  },
  {
    "version": 1,
    "id": "no-suspected-weakness",
    "title": "No suspected or lesser weakness in code",
    "question": "Was everything in code that may be a weakness, or is a lesser one, looked at by somebody?",
    "why": "Not every weakness can be proved from code alone, and a lesser one often is the second half of an attack. Whoever wrote the change knows in a minute whether it matters.",
    "evidence": {
      "analyzer": "code"
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "@id(\"known-before-this-change\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { !context.new && (context.stage == \"commit\" || context.stage == \"merge\") };\n\n// What is sure and grave is no-exploitable-weakness's question.\n@id(\"sure-and-grave\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen {\n  context.confidence != \"possible\" && (context.severity == \"critical\" || context.severity == \"high\")\n};\n",
    "modes": {
      "commit": "observe",
      "merge": "warn",
      "build": "observe"
    },
    "frameworks": [
      "OWASP-ASVS-5.0:1.2",
      "NIST-SP-800-218:PW.7.2",
      "ISO-27001-2022:A.8.28"
    ]
  },
  {
    "version": 1,
    "id": "no-vulnerable-dependency",
    "title": "No dependency with a known, serious vulnerability",
    "question": "Is every dependency at a version for which no serious vulnerability is published?",
    "why": "What is published is attacked by machines within days. Most advisories do not matter to most projects, though: those that are low or medium, and neither exploited nor likely to be, are shown and tolerated; whatever is exploited counts as critical.",
    "evidence": {
      "analyzer": "dependencies",
      "rules": [
        "dependencies/known-vulnerability"
      ]
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "// A change answers for what it adds. What stood there before it, and is in the baseline, is answered for at build.\n@id(\"known-before-this-change\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { !context.new && (context.stage == \"commit\" || context.stage == \"merge\") };\n\n@id(\"not-serious\")\npermit (principal, action == Action::\"tolerate\", resource)\nwhen { context.severity == \"low\" || context.severity == \"medium\" };\n",
    "modes": {
      "commit": "warn",
      "merge": "warn",
      "build": "warn",
      "deploy": "enforce"
    },
    "frameworks": [
      "CWE-1395",
      "OWASP-A06:2021",
      "NIST-SP-800-218:RV.1.1",
      "PCI-DSS-4.0:6.3.3",
      "SOC2:CC7.1",
      "ISO-27001-2022:A.8.8"
    ]
  },
  {
    "version": 1,
    "id": "searched-for-secrets",
    "title": "Everything was searched for secrets, today",
    "question": "Was everything that is released searched for secrets within the last day?",
    "why": "A scanner that skipped a file, ran out of time, or ran last month reports no secrets, and so does one that found none. Before something is built or deployed, the difference must be known. What was found is no-leaked-secret's question; this one asks whether anybody looked.",
    "evidence": {
      "analyzer": "secrets",
      "maxAgeHours": 24
    },
    "quantifier": {
      "kind": "none"
    },
    "policy": "// Findings show that somebody looked.\npermit (principal, action == Action::\"tolerate\", resource);\n",
    "modes": {
      "merge": "observe",
      "build": "warn",
      "deploy": "enforce"
    },
    "frameworks": [
      "NIST-SP-800-218:PW.7.2",
      "OWASP-CICD-SEC-6",
      "SOC2:CC7.1"
    ]
  }
] as unknown as readonly Control[]; // brands have no form in a literal

/**
 * Cedar's answers to all questions that can be asked of policies which read few facts, each table by the digest of its policy's
 * text: asked when this file was written, so that a decision need not load Cedar.
 */
export const builtinTables = [
 {
  "policy": "sha256:7fe94dfcbe71c90f0d732ebe98e921fe7399e5988c23f4e0c2b218ae7348213a",
  "reads": [
   "confidence"
  ],
  "answers": [
   {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "dependencies-cared-for/only-suspected"
    ],
    "errors": []
   }
  ],
  "which": {
   "certain": 0,
   "likely": 0,
   "possible": 1
  }
 },
 {
  "policy": "sha256:1483cd651555a24b7e7b3fe2e392ed47286dc7dcf0e06b826becfbc546225696",
  "reads": [
   "new",
   "stage"
  ],
  "answers": [
   {
    "answer": "allow",
    "policies": [
     "dependencies-in-order/in-order-for-this-change"
    ],
    "errors": []
   },
   {
    "answer": "deny",
    "policies": [],
    "errors": []
   }
  ],
  "which": {
   "false commit": 0,
   "false merge": 0,
   "false build": 1,
   "false deploy": 1,
   "false run": 1,
   "true commit": 1,
   "true merge": 1,
   "true build": 1,
   "true deploy": 1,
   "true run": 1
  }
 },
 {
  "policy": "sha256:71944b59d47b3ad8cdbccad13556f1ba2da1258479004b56347017e45bcf397d",
  "reads": [],
  "answers": [
   {
    "answer": "allow",
    "policies": [
     "dependencies-known/somebody-looked"
    ],
    "errors": []
   }
  ],
  "which": {
   "": 0
  }
 },
 {
  "policy": "sha256:182dd7dfde5fcb665d6a6c4e27d4a7410e254b3b2220e7141b5701e3bd51eeeb",
  "reads": [
   "new",
   "stage"
  ],
  "answers": [
   {
    "answer": "allow",
    "policies": [
     "dependencies-reviewed/stood-there-before"
    ],
    "errors": []
   },
   {
    "answer": "deny",
    "policies": [],
    "errors": []
   }
  ],
  "which": {
   "false commit": 0,
   "false merge": 0,
   "false build": 1,
   "false deploy": 1,
   "false run": 1,
   "true commit": 1,
   "true merge": 1,
   "true build": 1,
   "true deploy": 1,
   "true run": 1
  }
 },
 {
  "policy": "sha256:e0459e3795ac5b4339bf0d817d07e943a69b654346ccdca6ba6cd6f21aa832d2",
  "reads": [
   "new",
   "stage"
  ],
  "answers": [
   {
    "answer": "allow",
    "policies": [
     "licences-allowed/stood-there-before"
    ],
    "errors": []
   },
   {
    "answer": "deny",
    "policies": [],
    "errors": []
   }
  ],
  "which": {
   "false commit": 0,
   "false merge": 0,
   "false build": 1,
   "false deploy": 1,
   "false run": 1,
   "true commit": 1,
   "true merge": 1,
   "true build": 1,
   "true deploy": 1,
   "true run": 1
  }
 },
 {
  "policy": "sha256:541b04dc0579d972f3648e289dc37b86f08670f57285da6e6e3729b1ecac4b8f",
  "reads": [
   "confidence",
   "new",
   "severity",
   "stage"
  ],
  "answers": [
   {
    "answer": "allow",
    "policies": [
     "no-exploitable-weakness/known-before-this-change",
     "no-exploitable-weakness/only-suspected"
    ],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "no-exploitable-weakness/only-suspected"
    ],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "no-exploitable-weakness/known-before-this-change"
    ],
    "errors": []
   },
   {
    "answer": "deny",
    "policies": [],
    "errors": []
   }
  ],
  "which": {
   "certain false low commit": 0,
   "certain false low merge": 0,
   "certain false low build": 1,
   "certain false low deploy": 1,
   "certain false low run": 1,
   "certain false medium commit": 0,
   "certain false medium merge": 0,
   "certain false medium build": 1,
   "certain false medium deploy": 1,
   "certain false medium run": 1,
   "certain false high commit": 2,
   "certain false high merge": 2,
   "certain false high build": 3,
   "certain false high deploy": 3,
   "certain false high run": 3,
   "certain false critical commit": 2,
   "certain false critical merge": 2,
   "certain false critical build": 3,
   "certain false critical deploy": 3,
   "certain false critical run": 3,
   "certain true low commit": 1,
   "certain true low merge": 1,
   "certain true low build": 1,
   "certain true low deploy": 1,
   "certain true low run": 1,
   "certain true medium commit": 1,
   "certain true medium merge": 1,
   "certain true medium build": 1,
   "certain true medium deploy": 1,
   "certain true medium run": 1,
   "certain true high commit": 3,
   "certain true high merge": 3,
   "certain true high build": 3,
   "certain true high deploy": 3,
   "certain true high run": 3,
   "certain true critical commit": 3,
   "certain true critical merge": 3,
   "certain true critical build": 3,
   "certain true critical deploy": 3,
   "certain true critical run": 3,
   "likely false low commit": 0,
   "likely false low merge": 0,
   "likely false low build": 1,
   "likely false low deploy": 1,
   "likely false low run": 1,
   "likely false medium commit": 0,
   "likely false medium merge": 0,
   "likely false medium build": 1,
   "likely false medium deploy": 1,
   "likely false medium run": 1,
   "likely false high commit": 2,
   "likely false high merge": 2,
   "likely false high build": 3,
   "likely false high deploy": 3,
   "likely false high run": 3,
   "likely false critical commit": 2,
   "likely false critical merge": 2,
   "likely false critical build": 3,
   "likely false critical deploy": 3,
   "likely false critical run": 3,
   "likely true low commit": 1,
   "likely true low merge": 1,
   "likely true low build": 1,
   "likely true low deploy": 1,
   "likely true low run": 1,
   "likely true medium commit": 1,
   "likely true medium merge": 1,
   "likely true medium build": 1,
   "likely true medium deploy": 1,
   "likely true medium run": 1,
   "likely true high commit": 3,
   "likely true high merge": 3,
   "likely true high build": 3,
   "likely true high deploy": 3,
   "likely true high run": 3,
   "likely true critical commit": 3,
   "likely true critical merge": 3,
   "likely true critical build": 3,
   "likely true critical deploy": 3,
   "likely true critical run": 3,
   "possible false low commit": 0,
   "possible false low merge": 0,
   "possible false low build": 1,
   "possible false low deploy": 1,
   "possible false low run": 1,
   "possible false medium commit": 0,
   "possible false medium merge": 0,
   "possible false medium build": 1,
   "possible false medium deploy": 1,
   "possible false medium run": 1,
   "possible false high commit": 0,
   "possible false high merge": 0,
   "possible false high build": 1,
   "possible false high deploy": 1,
   "possible false high run": 1,
   "possible false critical commit": 0,
   "possible false critical merge": 0,
   "possible false critical build": 1,
   "possible false critical deploy": 1,
   "possible false critical run": 1,
   "possible true low commit": 1,
   "possible true low merge": 1,
   "possible true low build": 1,
   "possible true low deploy": 1,
   "possible true low run": 1,
   "possible true medium commit": 1,
   "possible true medium merge": 1,
   "possible true medium build": 1,
   "possible true medium deploy": 1,
   "possible true medium run": 1,
   "possible true high commit": 1,
   "possible true high merge": 1,
   "possible true high build": 1,
   "possible true high deploy": 1,
   "possible true high run": 1,
   "possible true critical commit": 1,
   "possible true critical merge": 1,
   "possible true critical build": 1,
   "possible true critical deploy": 1,
   "possible true critical run": 1
  }
 },
 {
  "policy": "sha256:468255ad0174c97469d9e47abad797be1ebe35bab521be23558d6cf7f1ea8923",
  "reads": [
   "confidence",
   "new",
   "stage"
  ],
  "answers": [
   {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/known-before-this-change"
    ],
    "errors": []
   },
   {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/known-before-this-change",
     "no-leaked-secret/only-suspected"
    ],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/only-suspected"
    ],
    "errors": []
   }
  ],
  "which": {
   "certain false commit": 0,
   "certain false merge": 0,
   "certain false build": 1,
   "certain false deploy": 1,
   "certain false run": 1,
   "certain true commit": 1,
   "certain true merge": 1,
   "certain true build": 1,
   "certain true deploy": 1,
   "certain true run": 1,
   "likely false commit": 0,
   "likely false merge": 0,
   "likely false build": 1,
   "likely false deploy": 1,
   "likely false run": 1,
   "likely true commit": 1,
   "likely true merge": 1,
   "likely true build": 1,
   "likely true deploy": 1,
   "likely true run": 1,
   "possible false commit": 2,
   "possible false merge": 2,
   "possible false build": 3,
   "possible false deploy": 3,
   "possible false run": 3,
   "possible true commit": 3,
   "possible true merge": 3,
   "possible true build": 3,
   "possible true deploy": 3,
   "possible true run": 3
  }
 },
 {
  "policy": "sha256:a7b7354365e4be3ca3e51cc80225464a84104b5f63ecdca1c35e017b911fd9f7",
  "reads": [
   "confidence",
   "new",
   "stage"
  ],
  "answers": [
   {
    "answer": "allow",
    "policies": [
     "no-lookalike-dependency/stood-there-before"
    ],
    "errors": []
   },
   {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "no-lookalike-dependency/only-similar",
     "no-lookalike-dependency/stood-there-before"
    ],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "no-lookalike-dependency/only-similar"
    ],
    "errors": []
   }
  ],
  "which": {
   "certain false commit": 0,
   "certain false merge": 0,
   "certain false build": 1,
   "certain false deploy": 1,
   "certain false run": 1,
   "certain true commit": 1,
   "certain true merge": 1,
   "certain true build": 1,
   "certain true deploy": 1,
   "certain true run": 1,
   "likely false commit": 0,
   "likely false merge": 0,
   "likely false build": 1,
   "likely false deploy": 1,
   "likely false run": 1,
   "likely true commit": 1,
   "likely true merge": 1,
   "likely true build": 1,
   "likely true deploy": 1,
   "likely true run": 1,
   "possible false commit": 2,
   "possible false merge": 2,
   "possible false build": 3,
   "possible false deploy": 3,
   "possible false run": 3,
   "possible true commit": 3,
   "possible true merge": 3,
   "possible true build": 3,
   "possible true deploy": 3,
   "possible true run": 3
  }
 },
 {
  "policy": "sha256:791ebeb37039a767f8510dcf094d2c02826832194babc11f5a9e0f3213dbd428",
  "reads": [
   "confidence"
  ],
  "answers": [
   {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "no-malicious-dependency/only-suspected"
    ],
    "errors": []
   }
  ],
  "which": {
   "certain": 0,
   "likely": 0,
   "possible": 1
  }
 },
 {
  "policy": "sha256:5500b46c97c42c9fb631c15204f6d3b21048381e8e6c45d0640367ad0a078c31",
  "reads": [
   "confidence",
   "new",
   "stage"
  ],
  "answers": [
   {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/known-before-this-change",
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/known-before-this-change"
    ],
    "errors": []
   },
   {
    "answer": "deny",
    "policies": [],
    "errors": []
   }
  ],
  "which": {
   "certain false commit": 0,
   "certain false merge": 0,
   "certain false build": 1,
   "certain false deploy": 1,
   "certain false run": 1,
   "certain true commit": 1,
   "certain true merge": 1,
   "certain true build": 1,
   "certain true deploy": 1,
   "certain true run": 1,
   "likely false commit": 0,
   "likely false merge": 0,
   "likely false build": 1,
   "likely false deploy": 1,
   "likely false run": 1,
   "likely true commit": 1,
   "likely true merge": 1,
   "likely true build": 1,
   "likely true deploy": 1,
   "likely true run": 1,
   "possible false commit": 2,
   "possible false merge": 2,
   "possible false build": 3,
   "possible false deploy": 3,
   "possible false run": 3,
   "possible true commit": 3,
   "possible true merge": 3,
   "possible true build": 3,
   "possible true deploy": 3,
   "possible true run": 3
  }
 },
 {
  "policy": "sha256:c46931a6ba2fd7d1e39cfe1b84cc1ccc70a0dfad206c3ccf09b79f01a62bf99d",
  "reads": [
   "confidence",
   "new",
   "severity",
   "stage"
  ],
  "answers": [
   {
    "answer": "allow",
    "policies": [
     "no-suspected-weakness/known-before-this-change"
    ],
    "errors": []
   },
   {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "no-suspected-weakness/known-before-this-change",
     "no-suspected-weakness/sure-and-grave"
    ],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "no-suspected-weakness/sure-and-grave"
    ],
    "errors": []
   }
  ],
  "which": {
   "certain false low commit": 0,
   "certain false low merge": 0,
   "certain false low build": 1,
   "certain false low deploy": 1,
   "certain false low run": 1,
   "certain false medium commit": 0,
   "certain false medium merge": 0,
   "certain false medium build": 1,
   "certain false medium deploy": 1,
   "certain false medium run": 1,
   "certain false high commit": 2,
   "certain false high merge": 2,
   "certain false high build": 3,
   "certain false high deploy": 3,
   "certain false high run": 3,
   "certain false critical commit": 2,
   "certain false critical merge": 2,
   "certain false critical build": 3,
   "certain false critical deploy": 3,
   "certain false critical run": 3,
   "certain true low commit": 1,
   "certain true low merge": 1,
   "certain true low build": 1,
   "certain true low deploy": 1,
   "certain true low run": 1,
   "certain true medium commit": 1,
   "certain true medium merge": 1,
   "certain true medium build": 1,
   "certain true medium deploy": 1,
   "certain true medium run": 1,
   "certain true high commit": 3,
   "certain true high merge": 3,
   "certain true high build": 3,
   "certain true high deploy": 3,
   "certain true high run": 3,
   "certain true critical commit": 3,
   "certain true critical merge": 3,
   "certain true critical build": 3,
   "certain true critical deploy": 3,
   "certain true critical run": 3,
   "likely false low commit": 0,
   "likely false low merge": 0,
   "likely false low build": 1,
   "likely false low deploy": 1,
   "likely false low run": 1,
   "likely false medium commit": 0,
   "likely false medium merge": 0,
   "likely false medium build": 1,
   "likely false medium deploy": 1,
   "likely false medium run": 1,
   "likely false high commit": 2,
   "likely false high merge": 2,
   "likely false high build": 3,
   "likely false high deploy": 3,
   "likely false high run": 3,
   "likely false critical commit": 2,
   "likely false critical merge": 2,
   "likely false critical build": 3,
   "likely false critical deploy": 3,
   "likely false critical run": 3,
   "likely true low commit": 1,
   "likely true low merge": 1,
   "likely true low build": 1,
   "likely true low deploy": 1,
   "likely true low run": 1,
   "likely true medium commit": 1,
   "likely true medium merge": 1,
   "likely true medium build": 1,
   "likely true medium deploy": 1,
   "likely true medium run": 1,
   "likely true high commit": 3,
   "likely true high merge": 3,
   "likely true high build": 3,
   "likely true high deploy": 3,
   "likely true high run": 3,
   "likely true critical commit": 3,
   "likely true critical merge": 3,
   "likely true critical build": 3,
   "likely true critical deploy": 3,
   "likely true critical run": 3,
   "possible false low commit": 0,
   "possible false low merge": 0,
   "possible false low build": 1,
   "possible false low deploy": 1,
   "possible false low run": 1,
   "possible false medium commit": 0,
   "possible false medium merge": 0,
   "possible false medium build": 1,
   "possible false medium deploy": 1,
   "possible false medium run": 1,
   "possible false high commit": 0,
   "possible false high merge": 0,
   "possible false high build": 1,
   "possible false high deploy": 1,
   "possible false high run": 1,
   "possible false critical commit": 0,
   "possible false critical merge": 0,
   "possible false critical build": 1,
   "possible false critical deploy": 1,
   "possible false critical run": 1,
   "possible true low commit": 1,
   "possible true low merge": 1,
   "possible true low build": 1,
   "possible true low deploy": 1,
   "possible true low run": 1,
   "possible true medium commit": 1,
   "possible true medium merge": 1,
   "possible true medium build": 1,
   "possible true medium deploy": 1,
   "possible true medium run": 1,
   "possible true high commit": 1,
   "possible true high merge": 1,
   "possible true high build": 1,
   "possible true high deploy": 1,
   "possible true high run": 1,
   "possible true critical commit": 1,
   "possible true critical merge": 1,
   "possible true critical build": 1,
   "possible true critical deploy": 1,
   "possible true critical run": 1
  }
 },
 {
  "policy": "sha256:1d12f9695a45ff07d1a95d28907bf3a29940198f4783aa1f68e7ad6c574e7854",
  "reads": [
   "new",
   "severity",
   "stage"
  ],
  "answers": [
   {
    "answer": "allow",
    "policies": [
     "no-vulnerable-dependency/known-before-this-change",
     "no-vulnerable-dependency/not-serious"
    ],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "no-vulnerable-dependency/not-serious"
    ],
    "errors": []
   },
   {
    "answer": "allow",
    "policies": [
     "no-vulnerable-dependency/known-before-this-change"
    ],
    "errors": []
   },
   {
    "answer": "deny",
    "policies": [],
    "errors": []
   }
  ],
  "which": {
   "false low commit": 0,
   "false low merge": 0,
   "false low build": 1,
   "false low deploy": 1,
   "false low run": 1,
   "false medium commit": 0,
   "false medium merge": 0,
   "false medium build": 1,
   "false medium deploy": 1,
   "false medium run": 1,
   "false high commit": 2,
   "false high merge": 2,
   "false high build": 3,
   "false high deploy": 3,
   "false high run": 3,
   "false critical commit": 2,
   "false critical merge": 2,
   "false critical build": 3,
   "false critical deploy": 3,
   "false critical run": 3,
   "true low commit": 1,
   "true low merge": 1,
   "true low build": 1,
   "true low deploy": 1,
   "true low run": 1,
   "true medium commit": 1,
   "true medium merge": 1,
   "true medium build": 1,
   "true medium deploy": 1,
   "true medium run": 1,
   "true high commit": 3,
   "true high merge": 3,
   "true high build": 3,
   "true high deploy": 3,
   "true high run": 3,
   "true critical commit": 3,
   "true critical merge": 3,
   "true critical build": 3,
   "true critical deploy": 3,
   "true critical run": 3
  }
 },
 {
  "policy": "sha256:d0de5a886faed70abfa70afa83114a289f3fe6e271f558663a42db2a5a7f6e61",
  "reads": [],
  "answers": [
   {
    "answer": "allow",
    "policies": [
     "searched-for-secrets"
    ],
    "errors": []
   }
  ],
  "which": {
   "": 0
  }
 }
] as unknown as readonly PolicyTable[]; // as above
