#!/usr/bin/env bash
#SBATCH --job-name=grade
#SBATCH --array=1-8
#SBATCH --cpus-per-task=2
#SBATCH --mem=6G
#SBATCH --time=02:00:00
#SBATCH --requeue
# Grades one shard of a class, from the course's folder:
#   Slurm       sbatch course/grade/cluster/shard.sh SUBMISSIONS SHARDS [options of npm run grade]
#   Kubernetes  the indexed Job in job.yaml, with the number of shards in SHARD_COUNT
# Started again (requeued, rescheduled) it goes on where it was. It succeeds when the shard is done, also where some of
# it could not be graded: those are named in the merged run.
set -uo pipefail

submissions="$1" shards="$2"
shift 2
index="${SLURM_ARRAY_TASK_ID:-$((${JOB_COMPLETION_INDEX:?neither Slurm nor a Kubernetes Job started this} + 1))}"
of="${SLURM_ARRAY_TASK_COUNT:-${SHARD_COUNT:?say how many shards there are}}"
out="$shards/$index"

node course/dist/course/grade/main.js "$submissions" --out "$out" --shard "$index/$of" \
  --jobs "${SLURM_CPUS_PER_TASK:-2}" --resume "$@"
code=$?
# 1 is said of a shard of which some could not be graded, and of one that stopped; grades.csv is there in the end only.
[ "$code" -le 1 ] && [ -f "$out/grades.csv" ]
