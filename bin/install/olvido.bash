# bash completion for olvido(8) and olvido-cron(8): they are asked for their commands.
_olvido() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} i words=()
  case $prev in
  --conf|--key|--anchor) compopt -o default; COMPREPLY=(); return ;;
  --sql|--mirror|backup|restore) compopt -o dirnames; COMPREPLY=(); return ;;
  esac
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
    --conf|--sql) ((i++)) ;;
    -*) ;;
    *) words+=("${COMP_WORDS[i]}") ;;
    esac
  done
  # Lines of the list of commands: two blanks, its words, then arguments.
  mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" --help 2>/dev/null |
    awk -v had="${words[*]}" '
      BEGIN { n = split(had, h, " ") }
      /^  -/ { if (n == 0) print $1; next }
      /^  [a-z]/ {
        for (i = 1; i <= n; i++) if ($i != h[i]) next
        if ($(n + 1) ~ /^[a-z][a-z-]*$/ && (n == 0 || substr($0, 3, 18) ~ $(n + 1))) print $(n + 1)
        for (i = n + 1; n > 0 && i <= NF; i++)
          if (match($i, /--[a-z-]+=?/)) print substr($i, RSTART, RLENGTH)
      }') --help" -- "$cur")
}
complete -F _olvido olvido olvido-cron
