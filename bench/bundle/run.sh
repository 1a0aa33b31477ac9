#!/bin/sh
# Checks Vanishing Point's kernels on this machine against its reference, times what passed, and prints the figures as JSON:
#
#   sh run.sh > result.json                  (sh run.sh --quick: fewer sizes, shorter; sh run.sh --help: all options)
#
# Standard output is the JSON alone; everything else is told on standard error. Words are passed on to the bench.
# Exit code: the bench's own (0: every check passed, 1: one failed, 2: wrong words); 3: this machine cannot run it.
# Needs: Linux on x86-64, glibc 2.34 or later with libstdc++, tar and gzip, 150 MB of disk, and for the GPU a Vulkan
# driver and its loader. It unpacks beside itself and uses that again the next time; where it may not write there, or not
# run programs, into a folder of its own under $TMPDIR, which is gone at the end.
set -u

say() { printf 'run.sh: %s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 3
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || fail "the folder of $0 cannot be entered"
temporary=${TMPDIR:-/tmp}
partial=
child=

clean() { [ -z "$partial" ] || rm -rf "$partial"; }
trap clean EXIT
# A signal is passed on to the bench, which ends in its own way; without a bench it ends this script.
trap 'if [ -n "$child" ]; then kill -INT "$child"; else exit 130; fi' INT
trap 'if [ -n "$child" ]; then kill -TERM "$child"; else exit 143; fi' TERM HUP

machine="$(uname -s) on $(uname -m)"
[ "$machine" = "Linux on x86_64" ] ||
  fail "given $machine; allowed: Linux on x86_64. Elsewhere run it from the repository: npm run --silent cli -- bench --json"
for tool in tar gzip; do
  command -v "$tool" > /dev/null || fail "$tool is missing; install the package $tool"
done

archive=
for file in "$here"/vanishing-point-*.tar.gz; do [ ! -f "$file" ] || archive=$file; done
[ -n "$archive" ] || fail "vanishing-point-….tar.gz is not beside run.sh; copy the whole folder"
name=$(basename -- "$archive" .tar.gz)

unpack() {
  say "unpacking into $1"
  tar -xzof "$archive" -C "$partial" >&2 ||
    fail "the archive could not be unpacked: it is damaged (copy it again) or the disk is full (150 MB are needed; TMPDIR
        may name another place, beside a run.sh that cannot be written to)"
}

# Whether there is an unpacked Node where programs may be run; why one does not start is asked further down.
runnable() {
  [ -d "$1" ] || return 1
  "$1/bin/node" --version > /dev/null 2>&1
  [ $? -ne 126 ]
}

place=$here/$name
if [ ! -d "$place" ] && mkdir "$here/.$name.$$" 2> /dev/null; then
  partial=$here/.$name.$$
  unpack "$place"
  # It takes its name when it is whole, so that what has the name can be relied on.
  [ -d "$place" ] || mv "$partial/$name" "$place"
  rm -rf "$partial"
  partial=
fi
if ! runnable "$place"; then
  partial=$(mktemp -d "$temporary/vanishing-point.XXXXXX") ||
    fail "neither $here nor $temporary can be written to; set TMPDIR to a folder with 150 MB free"
  unpack "$partial"
  place=$partial/$name
fi
node=$place/bin/node

# Options meant for another Node, and a missing home, are no business of this one.
unset NODE_OPTIONS NODE_PATH
HOME=${HOME:-/}
export HOME

# Opens a library as Dawn does, by the system's own search; prints what is wrong with it.
opens() {
  "$node" -e 'try { process.dlopen({ exports: {} }, process.argv[1]); } catch ({ message }) {
    if (!message.includes("self-register")) { console.error(message); process.exit(1); } }' "$1" 2>&1
}

if ! trouble=$(opens "$place/node_modules/webgpu/dist/linux-x64/dawn.node"); then
  say "the programs of the bundle do not start here:"
  printf '%s\n' "$trouble" >&2
  [ -e /lib64/ld-linux-x86-64.so.2 ] || fail "this system has no glibc (Alpine has musl): run it in a container as ubuntu:22.04"
  fail "they need glibc 2.34 or later and libstdc++ of GCC 12 or later, as in Ubuntu 22.04, Debian 12, RHEL 10; here is
        $(getconf GNU_LIBC_VERSION 2> /dev/null || echo 'an unknown C library'). Run it in a container of one of these, with the GPU passed in"
fi

# Without a loader or driver the CPU is still measured; what is missing is told first and, as much is printed meanwhile, last.
missing=
if ! trouble=$(opens libvulkan.so.1); then
  if [ -f "$here/libvulkan.so.1" ]; then
    LD_LIBRARY_PATH=$here${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    export LD_LIBRARY_PATH
    say "using the Vulkan loader beside run.sh"
    trouble=$(opens libvulkan.so.1) || missing="the Vulkan loader beside run.sh cannot be used: $trouble"
  else
    missing="no GPU can be used: the Vulkan loader libvulkan.so.1 is not installed. Install it (Debian, Ubuntu: apt-get install
        libvulkan1; Fedora, RHEL: dnf install vulkan-loader), or copy libvulkan.so.1 of another x86-64 Linux beside run.sh"
  fi
fi

drivers() { ls "$1"/*.json > /dev/null 2>&1; }
if [ -z "$missing${VK_DRIVER_FILES:-}${VK_ICD_FILENAMES:-}${VK_ADD_DRIVER_FILES:-}" ] &&
  ! drivers /etc/vulkan/icd.d && ! drivers /usr/share/vulkan/icd.d && ! drivers /usr/local/share/vulkan/icd.d &&
  ! drivers "$HOME/.local/share/vulkan/icd.d"; then
  if drivers /usr/local/nvidia/share/vulkan/icd.d; then
    # Managed GPU hosts mount NVIDIA's driver here, where no loader looks.
    VK_DRIVER_FILES=$(ls /usr/local/nvidia/share/vulkan/icd.d/*.json | tr '\n' ':')
    VK_DRIVER_FILES=${VK_DRIVER_FILES%:}
    export VK_DRIVER_FILES
    say "using the driver that VK_DRIVER_FILES=$VK_DRIVER_FILES names"
  else
    missing="no GPU can be used: no Vulkan driver is registered (no …/vulkan/icd.d/*.json). Install the GPU's driver with its graphics
        part (in a container for NVIDIA: NVIDIA_DRIVER_CAPABILITIES=all), or name its .json file in VK_DRIVER_FILES"
  fi
fi
[ -z "$missing" ] || say "$missing"

say "running the bench with $("$node" --version)"
"$node" "$place/src/cli/main.js" bench --json "$@" &
child=$!
wait "$child"
code=$?
# A trapped signal ends wait, but not yet the bench.
while kill -0 "$child" 2> /dev/null; do
  wait "$child"
  code=$?
done
[ -z "$missing" ] || say "$missing"
exit "$code"
