// Written by tools/generate/controls.ts from src/declare/controls/builtin/. Do not edit.
import type { Control } from '#ground/model';
import type { PolicyTable } from '#ground/policy';

/** Sorted by id. Each was checked against the schema, and its policy linted, when this file was written. */
export const builtinControls: readonly Control[] = [
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
  "policy": "sha256:468255ad0174c97469d9e47abad797be1ebe35bab521be23558d6cf7f1ea8923",
  "reads": [
   "confidence",
   "new",
   "stage"
  ],
  "answers": {
   "{\"confidence\":\"certain\",\"new\":false,\"stage\":\"commit\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/known-before-this-change"
    ],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":false,\"stage\":\"merge\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/known-before-this-change"
    ],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":false,\"stage\":\"build\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":false,\"stage\":\"deploy\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":false,\"stage\":\"run\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":true,\"stage\":\"commit\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":true,\"stage\":\"merge\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":true,\"stage\":\"build\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":true,\"stage\":\"deploy\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":true,\"stage\":\"run\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":false,\"stage\":\"commit\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/known-before-this-change"
    ],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":false,\"stage\":\"merge\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/known-before-this-change"
    ],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":false,\"stage\":\"build\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":false,\"stage\":\"deploy\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":false,\"stage\":\"run\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":true,\"stage\":\"commit\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":true,\"stage\":\"merge\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":true,\"stage\":\"build\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":true,\"stage\":\"deploy\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":true,\"stage\":\"run\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":false,\"stage\":\"commit\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/known-before-this-change",
     "no-leaked-secret/only-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":false,\"stage\":\"merge\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/known-before-this-change",
     "no-leaked-secret/only-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":false,\"stage\":\"build\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/only-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":false,\"stage\":\"deploy\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/only-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":false,\"stage\":\"run\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/only-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":true,\"stage\":\"commit\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/only-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":true,\"stage\":\"merge\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/only-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":true,\"stage\":\"build\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/only-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":true,\"stage\":\"deploy\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/only-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":true,\"stage\":\"run\"}": {
    "answer": "allow",
    "policies": [
     "no-leaked-secret/only-suspected"
    ],
    "errors": []
   }
  }
 },
 {
  "policy": "sha256:5500b46c97c42c9fb631c15204f6d3b21048381e8e6c45d0640367ad0a078c31",
  "reads": [
   "confidence",
   "new",
   "stage"
  ],
  "answers": {
   "{\"confidence\":\"certain\",\"new\":false,\"stage\":\"commit\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/known-before-this-change",
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":false,\"stage\":\"merge\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/known-before-this-change",
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":false,\"stage\":\"build\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":false,\"stage\":\"deploy\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":false,\"stage\":\"run\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":true,\"stage\":\"commit\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":true,\"stage\":\"merge\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":true,\"stage\":\"build\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":true,\"stage\":\"deploy\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"certain\",\"new\":true,\"stage\":\"run\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":false,\"stage\":\"commit\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/known-before-this-change",
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":false,\"stage\":\"merge\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/known-before-this-change",
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":false,\"stage\":\"build\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":false,\"stage\":\"deploy\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":false,\"stage\":\"run\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":true,\"stage\":\"commit\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":true,\"stage\":\"merge\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":true,\"stage\":\"build\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":true,\"stage\":\"deploy\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"likely\",\"new\":true,\"stage\":\"run\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/more-than-suspected"
    ],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":false,\"stage\":\"commit\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/known-before-this-change"
    ],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":false,\"stage\":\"merge\"}": {
    "answer": "allow",
    "policies": [
     "no-suspected-secret/known-before-this-change"
    ],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":false,\"stage\":\"build\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":false,\"stage\":\"deploy\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":false,\"stage\":\"run\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":true,\"stage\":\"commit\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":true,\"stage\":\"merge\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":true,\"stage\":\"build\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":true,\"stage\":\"deploy\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   },
   "{\"confidence\":\"possible\",\"new\":true,\"stage\":\"run\"}": {
    "answer": "deny",
    "policies": [],
    "errors": []
   }
  }
 },
 {
  "policy": "sha256:d0de5a886faed70abfa70afa83114a289f3fe6e271f558663a42db2a5a7f6e61",
  "reads": [],
  "answers": {
   "{}": {
    "answer": "allow",
    "policies": [
     "searched-for-secrets"
    ],
    "errors": []
   }
  }
 }
] as unknown as readonly PolicyTable[]; // as above
