SIGNING_KEY = "correct-horse-battery-staple-and-a-saddle"  # weak: CWE-798|CWE-321
