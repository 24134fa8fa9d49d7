DUMP = "/tmp/nightly-dump.sql"
