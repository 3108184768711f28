#!/bin/sh
# Write .env: .env.example with a fresh secret in place of every CHANGE_ME.   make-env.sh [FILE]
set -eu
umask 077
target=${1:-.env}
random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }
if [ -e "$target" ]; then
    echo "$target exists; its secrets are in use, so it stays as it is" >&2
    exit 1
fi
while IFS= read -r line; do
    case $line in
    AIRFLOW_FERNET_KEY=CHANGE_ME)
        printf '%s=%s\n' "${line%%=*}" "$(head -c 32 /dev/urandom | base64 | tr '+/' '-_')" ;;
    [A-Z]*=CHANGE_ME) printf '%s=%s\n' "${line%%=*}" "$(random 24)" ;;
    *) printf '%s\n' "$line" ;;
    esac
done < "$(dirname "$0")/../.env.example" > "$target"
