/** A mistake in how the program was called: one clear line, exit status 2. */
export class UsageError extends Error {}

export const HELP = `headroom: reviews nginx, Kubernetes autoscaling, Auto Scaling groups and connection pools together

  headroom check [paths…]        review files or folders (default: the current folder)
      --format pretty|json|sarif|github
                                 how to print (default: pretty); github: notes on a pull request
      --fix                      apply safe fixes
      --unsafe-fixes             with --fix or --diff: also each finding's preferred suggestion
      --diff                     print what --fix would change, write nothing; what is found now is on
                                 standard error, and decides the exit status
      --only RULE                report only this rule; may be given more than once
      --fail-on SEVERITY         error, warning, information, hint or never (default: warning)
      --baseline FILE            neither report nor fix the findings in FILE; written where it is not
                                 there yet, with --fix after fixing
      --config FILE              read FILE instead of the headroom.yaml of the root
      --quiet                    print errors and warnings only
      - --stdin-filename NAME    review standard input under this name; with --fix the fixed text is
                                 on standard output and what remains on standard error
  headroom builds [FOLDER]       list what deployment tools would apply, a build for each environment
      --format pretty|json       how to print (default: pretty)
  headroom build ID [FOLDER]     print what will run
      --format yaml|json         how to print (default: yaml)
      --trail                    where each value was decided, instead
  headroom capacity [FOLDER]     print what pools may ask of each database server, and what it grants
      --format pretty|md|json    how to print (default: pretty)
  headroom advise [FOLDER]       recommend how to scale, from the files and from answers; lists the questions
                                 that are open
      --answer QUESTION=ANSWER   answer one; may be given more than once
      --format pretty|md|json    how to print (default: pretty)
  headroom checklist [FOLDER]    print the scaling checklist, answered where the files answer it
      --format md|json           how to print (default: md)
  headroom diagram FILE          draw an nginx file or an autoscaler, as Mermaid
      --view traffic|autoscaling what to draw (default: what the file is)
  headroom diagram FOLDER        what runs in one environment, what it opens and where that leads
      --view traffic|autoscaling|cache-layers|load-balancer|read-replicas|sharding|multi-region|decision-tree
                                 another view of it (default: system); the guide's where no file says anything
      --environment NAME         which one (default: production, else the first that runs something)
      --most N                   boxes at the most, from 5 to 500 (default: 40); more are folded
  headroom diagram --view NAME   a drawing of the guide: decision-tree, cache-layers, load-balancer,
                                 read-replicas, sharding, autoscaling, multi-region
  headroom rules [--format json] list the rules
  headroom explain RULE          print a rule's page
  headroom print-config FILE     print the configuration that holds for a file
  headroom init                  write a headroom.yaml into the current folder
  headroom lsp                   serve an editor: the language server over standard input and output
  headroom --version | --help

Exit status: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, a named path that cannot be
read, or an internal failure.
`;
