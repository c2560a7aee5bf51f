/**
 * What each shell has to run so that it asks the program for completions. Each asks `errand complete -- WORDS…`,
 * the last of them begun or empty, and gets lines of a value and, behind a tab, what it means.
 */
export const shellScripts = {
  bash: `_errand() {
  local IFS=$'\\n' line
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(command errand complete -- "\${words[@]}" 2>/dev/null)
}
complete -o default -F _errand errand
`,
  zsh: `#compdef errand
_errand() {
  local -a lines described
  local line tab=$'\\t'
  lines=("\${(@f)$(command errand complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in $lines; do
    described+=("\${\${line%%$tab*}//:/\\\\:}:\${line#*$tab}")
  done
  if (( \${#described} )); then
    _describe 'errand' described
  else
    _files
  fi
}
if [ "$funcstack[1]" = "_errand" ]; then
  _errand "$@"
else
  compdef _errand errand
fi
`,
  fish: `function __errand_complete
  set -l words (commandline --tokenize --current-process --cut-at-cursor)
  set -l begun (commandline --current-token --cut-at-cursor)
  command errand complete -- $words[2..] $begun 2>/dev/null
end
complete --command errand --no-files --condition 'test -n "$(__errand_complete)"' --arguments '(__errand_complete)'
`,
} as const;

export type Shell = keyof typeof shellScripts;
