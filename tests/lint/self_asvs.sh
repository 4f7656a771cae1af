# shellcheck shell=bash
# Bad samples for asvs.
row() { tree; { printf '1.1.1\t2\tdone\tfirst\ttests/x.sh:a good name\n'; printf '%b\n' "$1"; } | sample tests/asvs.tsv
  echo 'is "a good name" 1 1' | sample tests/x.sh; }
row '1.1.2\t2\topen\tsecond\tcomes with issue 7'
accepts asvs "a table"
asvs() { row "$1"; refuses asvs "$2"; }
asvs '1.1.2\t2\tdone\tsecond\t' "done without a test"
asvs '1.1.2\t2\tdone\tsecond\ttests/x.sh:a name that nobody has' "is not in tests/x.sh"
asvs '1.1.2\t2\tdone\tsecond\ttests/x.sh:a good name; tests/y.sh:z' "there is no tests/y.sh"
asvs '1.1.2\t2\tdone\tsecond\ta good name' "is not FILE:NAME"
asvs '1.1.2\t2\topen\tsecond\t' "open without a reason"
asvs '1.1.2\t2\tn.a.\tsecond\t' "n.a. without a reason"
asvs '1.1.2\t2\tsoon\tsecond\twhy' "status 'soon'"
asvs '1.1.2\t4\topen\tsecond\twhy' "level '4'"
asvs '1.1.2\t2\topen\t\twhy' "no word of what"
asvs '1.1.1\t2\topen\tsecond\twhy' "1.1.1 twice"
asvs '1.1.2\t2\topen\tsecond' "not five columns"
