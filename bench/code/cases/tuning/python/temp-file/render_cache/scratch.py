import tempfile


def scratch_name(suffix):
    return tempfile.mktemp(suffix=suffix, prefix="render-")  # weak: CWE-377
