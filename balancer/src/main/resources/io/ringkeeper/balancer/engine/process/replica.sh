# Becomes the replica, after leaving a watcher behind that ends it with the balancer.
#
# Started as `setsid /bin/sh -c THIS sh PROGRAM ARGUMENT...`, so that $$ is the replica's process id,
# its process group and its session. Standard input is a pipe whose other end the balancer alone
# holds and never writes to: it ends when the balancer closes it or dies, even of SIGKILL.
#
# The watcher is a member of the group that it kills: while it lives the number cannot pass to
# somebody else's group, and it never outlives its work. It is no child of the replica, whose own
# wait() must not meet a stranger. It is a shell of its own, so that a listing of processes does not
# show the replica's command twice. Where there is no setsid there is no group, only the process.
exec 3<&0 </dev/null
(
  (
    trap '' HUP INT QUIT TERM
    exec /bin/sh -c 'read -r _; kill -s KILL -- "-$0" || kill -s KILL "$0"' "$$" \
      <&3 3<&- >/dev/null 2>&1
  ) &
)
exec 3<&-
exec "$@"
