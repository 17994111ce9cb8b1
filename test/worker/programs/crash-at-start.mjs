process.stderr.write('the tensor library\nis not here\n');
process.exit(3);
