process.stdout.write('selvedge\n');
