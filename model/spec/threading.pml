/* The threading model of Interleave for Spin: the same threads, locks and queues as the tables of actions have,
 * written down a second time, so that two tools have to agree.
 *
 * scripts/spec runs it. Sizes are given with -D: WMIN, W (workers), C (clients), K (calls of each),
 * SLOTS, PARKED, STOP, VANISH. Every step is one d_step, and all that is remembered is in the
 * variables below: the number of states is that of the explorer without symmetry and reduction.
 * BUG_... plants a mistake (mutations.cc has them all; here are a few).
 */

#ifndef WMIN
#define WMIN 1
#endif
#ifndef W
#define W 2
#endif
#ifndef C
#define C 1
#endif
#ifndef K
#define K 2
#endif
#ifndef SLOTS
#define SLOTS 2
#endif
#ifndef PARKED
#define PARKED 1
#endif
#ifndef STOP
#define STOP 1
#endif
#ifndef VANISH
#define VANISH 1
#endif

#if C == 1
#define ANY_CLIENT(A) :: A(0)
#define SUM(x) (x(0))
#define ALL(x) (x(0))
#define SOME(x) (x(0))
#elif C == 2
#define ANY_CLIENT(A) :: A(0) :: A(1)
#define SUM(x) (x(0) + x(1))
#define ALL(x) (x(0) && x(1))
#define SOME(x) (x(0) || x(1))
#else
#define ANY_CLIENT(A) :: A(0) :: A(1) :: A(2)
#define SUM(x) (x(0) + x(1) + x(2))
#define ALL(x) (x(0) && x(1) && x(2))
#define SOME(x) (x(0) || x(1) || x(2))
#endif

#if W == 1
#define ANY_WORKER(A) :: A(0)
#define WSUM(x) (x(0))
#elif W == 2
#define ANY_WORKER(A) :: A(0) :: A(1)
#define WSUM(x) (x(0) + x(1))
#else
#define ANY_WORKER(A) :: A(0) :: A(1) :: A(2)
#define WSUM(x) (x(0) + x(1) + x(2))
#endif

mtype:worker = { absent, free, look, takes, took, has, passes, begins, api, back, done, reply, asks, last,
                 unlock, signals_late, told, wakes, waits, awake, ended, joined };
mtype:loop = { poll, submit, queue, queued, unlocks, signals_job, grow, close, closing, withdraw, orphan,
               close_end, close_signal, drop, control, flush, take, reap, reaping, destroy, stops, drain, refuse,
               refusing, refused, drained, end_workers, quit_workers, join_workers, over };
mtype:leader = { serve, stop, stopping, wake_up, wait, all_done };
mtype:life = { away, open, ending, closed, session_queued, session_in_worker, reapable, doomed,
               gone_for_good };
mtype:stage = { serving, draining, finished };

/* Threads: where they stand, for whom they work, what they hold. */
mtype:worker at[W];
byte whose[W];
bit session[W];
bit w_server[W];
bit w_client[W];
mtype:loop loop_at = poll;
byte l_whose;
bit l_server;
bit l_client;
mtype:leader leader_at = serve;
bit p_server;

/* Shared. */
bit locked;
bit client_locked[C];
mtype:stage stage = serving;
bit stop_asked;
bit quitting;
bit asked;
bit woken;
byte signals;
bit promised; /* a signal is on its way */

/* Clients. */
mtype:life life[C];
bit gone[C];
bit drains[C];
byte unsent[C];
byte parked[C];
byte dx[C];
byte running[C];
byte tx[C];
byte out[C];
byte withdrawn[C];
byte balance[C]; /* accepted - answered - refused - dropped */
byte replies[C]; /* answered + refused - written */

/* A run of Spin goes on while anything can be done, so that a client would always vanish in the end
 * where it may. For liveness, chances may cease at any time. */
#ifdef LIVENESS
bit quiet;
#define MAY (!quiet)
#else
#define MAY 1
#endif

#define IS_WAITING(i) (at[i] == waits)
#define IS_ENDED(i) (at[i] == ended)
#define IS_THERE(i) (at[i] != absent && at[i] != joined)
#define IS_AWAKE(i) (at[i] == awake)
#define PASSES(i) (at[i] == passes || at[i] == signals_late)
#define IN_CONDITION WSUM(IS_WAITING)
#define WAITING (IN_CONDITION + WSUM(IS_AWAKE))
#define ENDED WSUM(IS_ENDED)
#define WORKERS WSUM(IS_THERE)

#define DX(c) dx[c]
#define TX(c) tx[c]
#define IS_QUEUED(c) (life[c] == session_queued)
#define IS_REAPABLE(c) (life[c] == reapable)
#define IS_DOOMED(c) (life[c] == doomed)
#define IS_CLIENT(c) (life[c] != away && life[c] != gone_for_good)
#define IS_READING(c) (life[c] == open && !drains[c])
#define SESSIONS SUM(IS_QUEUED)
#define QUEUED (SUM(DX) + SESSIONS)
#define CLIENTS SUM(IS_CLIENT)
#define IN_FLIGHT(c) (dx[c] + running[c] + withdrawn[c] + tx[c] + out[c])
#define UNFINISHED(c) (parked[c] + dx[c] + running[c] + withdrawn[c])

inline signal_job() {
  if
  :: IN_CONDITION > signals -> signals++
  :: else
  fi
}

#define MUST_SIGNAL (WAITING > 0 && QUEUED > 0 && !promised)

/* Workers. `me` is the worker, `his` its client. */
#define his whose[me]
#define HOLDS_NONE (!w_server[me] && !w_client[me])
#define HOLDS_SERVER (w_server[me] && !w_client[me])
#define HOLDS_BOTH (w_server[me] && w_client[me])

inline w_lock() { locked = 1; w_server[me] = 1 }
inline w_unlock() { locked = 0; w_server[me] = 0 }
inline w_lock_client() { client_locked[his] = 1; w_client[me] = 1 }
inline w_unlock_client() { client_locked[his] = 0; w_client[me] = 0 }
inline w_forget() { whose[me] = 0; session[me] = 0 }

#define CHOOSE(c) d_step { at[me] == look && SESSIONS == 0 && dx[c] > 0 && !client_locked[c] -> \
  assert(HOLDS_SERVER); whose[me] = c; w_lock_client(); at[me] = takes }
#define TAKE_SESSION(c) d_step { at[me] == look && life[c] == session_queued -> \
  assert(HOLDS_SERVER); whose[me] = c; session[me] = 1; life[c] = session_in_worker; \
  at[me] = has }

proctype Worker(byte me) {
end:
  do
  :: d_step { at[me] == free && !locked -> assert(HOLDS_NONE); w_lock(); at[me] = look }
  ANY_CLIENT(CHOOSE)
  ANY_CLIENT(TAKE_SESSION)
  :: d_step { at[me] == takes ->
       assert(HOLDS_BOTH && dx[his] > 0 && (life[his] == open || life[his] == ending));
       dx[his]--; running[his]++; session[me] = 0; at[me] = took }
  :: d_step { at[me] == took && !MUST_SIGNAL -> assert(HOLDS_BOTH); w_unlock_client();
#ifndef BUG_API_UNDER_SERVER_LOCK
       w_unlock();
#endif
       at[me] = begins }
  :: d_step { at[me] == took && MUST_SIGNAL -> assert(HOLDS_BOTH); promised = 1;
       w_unlock_client(); w_unlock(); at[me] = passes }
  :: d_step { at[me] == has && !MUST_SIGNAL -> assert(HOLDS_SERVER); w_unlock();
       at[me] = begins }
  :: d_step { at[me] == has && MUST_SIGNAL -> assert(HOLDS_SERVER); promised = 1; w_unlock();
       at[me] = passes }
  :: d_step { at[me] == passes -> assert(HOLDS_NONE); signal_job(); at[me] = begins }
  :: d_step { at[me] == begins -> assert(HOLDS_NONE); assert(life[his] >= 1); at[me] = api }
  :: d_step { at[me] == api -> assert(HOLDS_NONE); at[me] = back }
  :: d_step { at[me] == back && !locked -> assert(HOLDS_NONE); w_lock(); at[me] = done }
  :: d_step { at[me] == done && !session[me] && (life[his] == open || life[his] == ending) &&
              !client_locked[his] -> assert(HOLDS_SERVER); w_lock_client(); at[me] = reply }
  :: d_step { at[me] == reply -> assert(HOLDS_BOTH && running[his] > 0);
       running[his]--; balance[his]--; replies[his]++;
#ifndef BUG_REPLY_DROPPED
       tx[his]++;
#endif
       at[me] = asks }
  :: d_step { at[me] == asks && !asked -> assert(HOLDS_BOTH); w_unlock_client();
#ifdef BUG_LOOP_NOT_ASKED
       at[me] = unlock;
#else
       asked = 1; at[me] = told;
#endif
       w_forget() }
  :: d_step { at[me] == asks && asked -> assert(HOLDS_BOTH); w_unlock_client(); at[me] = unlock;
       w_forget() }
  :: d_step { at[me] == done && !session[me] && life[his] != open && life[his] != ending ->
       assert(HOLDS_SERVER && running[his] > 0); running[his]--; balance[his]--; at[me] = last }
  :: d_step { at[me] == last && life[his] == closed && running[his] == 0 -> assert(HOLDS_SERVER);
       life[his] = session_queued; at[me] = unlock; w_forget() }
  :: d_step { at[me] == last && !(life[his] == closed && running[his] == 0) ->
       assert(HOLDS_SERVER && running[his] > 0); at[me] = unlock; w_forget() }
  :: d_step { at[me] == done && session[me] && !asked ->
       assert(HOLDS_SERVER && life[his] == session_in_worker);
       life[his] = reapable; asked = 1; at[me] = told; w_forget() }
  :: d_step { at[me] == done && session[me] && asked ->
       assert(HOLDS_SERVER && life[his] == session_in_worker);
       life[his] = reapable; at[me] = unlock; w_forget() }
  :: d_step { at[me] == unlock && !MUST_SIGNAL -> assert(HOLDS_SERVER); w_unlock();
       at[me] = free }
  :: d_step { at[me] == unlock && MUST_SIGNAL -> assert(HOLDS_SERVER); promised = 1; w_unlock();
       at[me] = signals_late }
  :: d_step { at[me] == signals_late -> assert(HOLDS_NONE); signal_job(); at[me] = free }
  :: d_step { at[me] == told -> assert(HOLDS_SERVER); w_unlock(); at[me] = wakes }
  :: d_step { at[me] == wakes -> assert(HOLDS_NONE); woken = 1; at[me] = free }
  :: d_step { at[me] == look && QUEUED == 0 && !quitting -> assert(HOLDS_SERVER);
       w_unlock(); at[me] = waits }
  :: d_step { at[me] == waits && signals > 0 -> assert(HOLDS_NONE); signals--; at[me] = awake }
  :: d_step { at[me] == awake && !locked -> assert(HOLDS_NONE); w_lock(); promised = 0;
       at[me] = look }
  :: d_step { at[me] == look && quitting && SESSIONS == 0 -> assert(HOLDS_SERVER);
       w_unlock(); at[me] = ended }
  :: d_step { MAY && at[me] == look && QUEUED == 0 && !quitting && WORKERS - ENDED > WMIN ->
       assert(HOLDS_SERVER); w_unlock(); woken = 1; at[me] = ended }
  od
}
#undef his
#undef HOLDS_NONE
#undef HOLDS_SERVER
#undef HOLDS_BOTH

/* The loop. `his` is the client that it is busy with. */
#define his l_whose
#define HOLDS_NONE (!l_server && !l_client)
#define HOLDS_SERVER (l_server && !l_client)
#define HOLDS_BOTH (l_server && l_client)

inline l_lock() { locked = 1; l_server = 1 }
inline l_unlock() { locked = 0; l_server = 0 }
inline l_lock_client() { client_locked[his] = 1; l_client = 1 }
inline l_unlock_client() { client_locked[his] = 0; l_client = 0 }
inline l_take_off_dx() { withdrawn[his] = withdrawn[his] + dx[his]; dx[his] = 0 }
inline l_close(c) {
  life[c] = ending; balance[c] = balance[c] - parked[c]; replies[c] = replies[c] - out[c];
  parked[c] = 0; out[c] = 0; unsent[c] = 0; gone[c] = 0; drains[c] = 0;
  l_whose = c; loop_at = close
}

#define ACCEPT(c) d_step { MAY && loop_at == poll && life[c] == away && stage == serving -> \
  assert(HOLDS_NONE); life[c] = open; unsent[c] = K }
#define READ(c) d_step { MAY && loop_at == poll && life[c] == open && !gone[c] && !drains[c] && \
  unsent[c] > 0 && parked[c] < PARKED -> \
  assert(HOLDS_NONE); unsent[c]--; parked[c]++; balance[c]++ }
#define SUBMIT(c) d_step { loop_at == poll && life[c] == open && parked[c] > 0 && \
  IN_FLIGHT(c) < SLOTS && !locked -> assert(HOLDS_NONE); l_whose = c; l_lock(); loop_at = submit }
#define HANG_UP(c) d_step { loop_at == poll && life[c] == open && gone[c] -> \
  assert(HOLDS_NONE); l_close(c) }
#ifdef BUG_CLOSED_BEFORE_REPLIES
#define IS_DONE(c) (dx[c] + running[c] == 0)
#else
#define IS_DONE(c) (IN_FLIGHT(c) == 0)
#endif
#define FINISH(c) d_step { loop_at == poll && life[c] == open && !gone[c] && drains[c] && \
  IS_DONE(c) -> assert(HOLDS_NONE && IN_FLIGHT(c) + parked[c] == 0); l_close(c) }
#define WRITE(c) d_step { loop_at == poll && life[c] == open && !gone[c] && out[c] > 0 -> \
  assert(HOLDS_NONE); out[c]--; replies[c]-- }
#define FLUSH(c) d_step { loop_at == flush && life[c] == open && tx[c] > 0 && \
  !client_locked[c] -> assert(HOLDS_SERVER); l_whose = c; l_lock_client(); loop_at = take }
#define DOOM(c) d_step { loop_at == reaping && life[c] == reapable -> assert(HOLDS_SERVER); \
  life[c] = doomed }
#define DESTROY(c) d_step { loop_at == destroy && life[c] == doomed -> \
  assert(HOLDS_NONE && running[c] == 0 && dx[c] == 0); life[c] = gone_for_good }
#define REFUSE(c) d_step { loop_at == drain && life[c] == open && !drains[c] && !locked -> \
  assert(HOLDS_NONE); l_whose = c; l_lock(); loop_at = refuse }
#define START(i) d_step { loop_at == grow && at[i] == absent && \
  QUEUED > WAITING && WORKERS < W -> at[i] = free; loop_at = poll }
#define JOIN_IDLE(i) d_step { loop_at == stops && at[i] == ended -> assert(HOLDS_NONE); \
  at[i] = absent }
#define JOIN(i) d_step { loop_at == join_workers && at[i] == ended -> assert(HOLDS_NONE); \
  at[i] = joined }

proctype Loop() {
end:
  do
  ANY_CLIENT(ACCEPT)
  ANY_CLIENT(READ)
  ANY_CLIENT(SUBMIT)
  :: d_step { loop_at == submit && !client_locked[his] -> assert(HOLDS_SERVER); l_lock_client();
       loop_at = queue }
  :: d_step { loop_at == queue -> assert(HOLDS_BOTH && parked[his] > 0);
       parked[his]--; dx[his]++; loop_at = queued }
  :: d_step { loop_at == queued -> assert(HOLDS_BOTH); l_unlock_client(); l_whose = 0;
       loop_at = unlocks }
#ifdef BUG_SIGNAL_LOST
  :: d_step { loop_at == unlocks -> assert(HOLDS_SERVER); l_unlock(); loop_at = grow }
#else
  :: d_step { loop_at == unlocks && !MUST_SIGNAL -> assert(HOLDS_SERVER); l_unlock();
       loop_at = grow }
  :: d_step { loop_at == unlocks && MUST_SIGNAL -> assert(HOLDS_SERVER); promised = 1; l_unlock();
       loop_at = signals_job }
#endif
  :: d_step { loop_at == signals_job -> assert(HOLDS_NONE); signal_job(); loop_at = grow }
  ANY_WORKER(START)
  :: d_step { loop_at == grow && (QUEUED <= WAITING || WORKERS >= W) -> loop_at = poll }
  ANY_CLIENT(HANG_UP)
  ANY_CLIENT(FINISH)
  :: d_step { loop_at == close && !locked -> assert(HOLDS_NONE); l_lock(); loop_at = closing }
  :: d_step { loop_at == closing && !client_locked[his] -> assert(HOLDS_SERVER); l_lock_client();
       loop_at = withdraw }
  :: d_step { loop_at == withdraw -> assert(HOLDS_BOTH); life[his] = closed; l_take_off_dx();
       replies[his] = replies[his] - tx[his]; tx[his] = 0; l_unlock_client();
       loop_at = orphan }
  :: d_step { loop_at == orphan && life[his] == closed && running[his] == 0 ->
       assert(HOLDS_SERVER); life[his] = session_queued; loop_at = close_end }
  :: d_step { loop_at == orphan && !(life[his] == closed && running[his] == 0) ->
       assert(HOLDS_SERVER && running[his] > 0); loop_at = close_end }
  :: d_step { loop_at == close_end && !MUST_SIGNAL -> assert(HOLDS_SERVER); l_unlock();
       loop_at = drop }
  :: d_step { loop_at == close_end && MUST_SIGNAL -> assert(HOLDS_SERVER); promised = 1;
       l_unlock(); loop_at = close_signal }
  :: d_step { loop_at == close_signal -> assert(HOLDS_NONE); signal_job(); loop_at = drop }
  :: d_step { loop_at == drop -> balance[his] = balance[his] - withdrawn[his]; withdrawn[his] = 0;
       l_whose = 0; loop_at = poll }
  ANY_CLIENT(WRITE)
  :: d_step { loop_at == poll && woken -> assert(HOLDS_NONE); woken = 0; loop_at = control }
  :: d_step { loop_at == control && !locked -> assert(HOLDS_NONE); l_lock(); asked = 0;
       loop_at = flush }
#ifdef BUG_FLUSH_PUT_OFF
  :: d_step { loop_at == flush && SUM(TX) > 0 -> l_unlock(); woken = 1; loop_at = reap }
#else
  ANY_CLIENT(FLUSH)
#endif
  :: d_step { loop_at == take -> assert(HOLDS_BOTH); out[his] = out[his] + tx[his]; tx[his] = 0;
       l_unlock_client(); l_whose = 0; loop_at = flush }
  :: d_step { loop_at == flush && SUM(TX) == 0 -> assert(HOLDS_SERVER); l_unlock();
       loop_at = reap }
  :: d_step { loop_at == reap && !locked -> assert(HOLDS_NONE); l_lock(); asked = 0;
       loop_at = reaping }
  ANY_CLIENT(DOOM)
  :: d_step { loop_at == reaping && SUM(IS_REAPABLE) == 0 -> assert(HOLDS_SERVER); l_unlock();
       loop_at = destroy }
  ANY_CLIENT(DESTROY)
  :: d_step { loop_at == destroy && SUM(IS_DOOMED) == 0 -> loop_at = stops }
  ANY_WORKER(JOIN_IDLE)
  :: d_step { loop_at == stops && ENDED == 0 && stage == serving && !stop_asked && !locked ->
       loop_at = poll }
  :: d_step { loop_at == stops && ENDED == 0 && stage == serving && stop_asked && !locked ->
       stage = draining; loop_at = drain }
  :: d_step { loop_at == stops && stage == draining && CLIENTS == 0 -> loop_at = end_workers }
  :: d_step { loop_at == stops && stage == draining && CLIENTS > 0 -> loop_at = poll }
  ANY_CLIENT(REFUSE)
  :: d_step { loop_at == refuse && !client_locked[his] -> assert(HOLDS_SERVER); l_lock_client();
       loop_at = refusing }
  :: d_step { loop_at == refusing -> assert(HOLDS_BOTH && life[his] == open); l_take_off_dx();
       drains[his] = 1; l_unlock_client(); l_unlock(); loop_at = refused }
  :: d_step { loop_at == refused -> assert(HOLDS_NONE);
       balance[his] = balance[his] - withdrawn[his] - parked[his];
       out[his] = out[his] + withdrawn[his] + parked[his];
       replies[his] = replies[his] + withdrawn[his] + parked[his]; withdrawn[his] = 0; parked[his] = 0;
       l_whose = 0; loop_at = drain }
  :: d_step { loop_at == drain && SUM(IS_READING) == 0 -> loop_at = drained }
  :: d_step { loop_at == drained && CLIENTS == 0 -> loop_at = end_workers }
  :: d_step { loop_at == drained && CLIENTS > 0 -> loop_at = poll }
  :: d_step { loop_at == end_workers && !locked -> assert(HOLDS_NONE); l_lock();
       loop_at = quit_workers }
  :: d_step { loop_at == quit_workers -> assert(HOLDS_SERVER && CLIENTS == 0); quitting = 1;
       signals = IN_CONDITION; l_unlock(); loop_at = join_workers }
  ANY_WORKER(JOIN)
#ifdef BUG_WORKERS_NOT_JOINED
  :: d_step { loop_at == join_workers -> stage = finished; loop_at = over }
#else
  :: d_step { loop_at == join_workers && WORKERS == 0 -> stage = finished; loop_at = over }
#endif
  od
}

proctype Leader() {
end:
  do
  :: d_step { MAY && STOP && leader_at == serve && !locked -> locked = 1; p_server = 1;
       leader_at = stop }
  :: d_step { leader_at == stop -> assert(p_server); stop_asked = 1; leader_at = stopping }
  :: d_step { leader_at == stopping -> locked = 0; p_server = 0; leader_at = wake_up }
  :: d_step { leader_at == wake_up -> woken = 1; leader_at = wait }
  :: d_step { leader_at == wait && stage == finished -> assert(WORKERS == 0);
       leader_at = all_done }
  od
}

#define VANISHES(c) d_step { MAY && VANISH && life[c] == open && !gone[c] -> gone[c] = 1 }

proctype Peers() {
end:
  do
  ANY_CLIENT(VANISHES)
#ifdef LIVENESS
  :: d_step { !quiet -> quiet = 1 }
#endif
  od
}

/* What holds in every state: as rules.cc. */
#define T7 ((locked || WAITING == 0 || QUEUED == 0 || promised) && \
            (!promised || signals + WSUM(IS_AWAKE) + WSUM(PASSES) > 0 || \
             loop_at == signals_job || loop_at == close_signal))
#define IN_API_ALONE(i) (at[i] == api && (w_server[i] || w_client[i]))
#define T10 (WSUM(IN_API_ALONE) == 0)
#define COUNTED(c) (balance[c] == UNFINISHED(c) && replies[c] == tx[c] + out[c] && \
                    dx[c] + running[c] <= SLOTS && parked[c] <= PARKED)
#define DRAINED(c) (!drains[c] || dx[c] == 0)
#define AT_END (stage != finished || \
                (WORKERS == 0 && CLIENTS == 0 && QUEUED == 0 && quitting && !locked))

proctype Watch() {
end:
  d_step { !(T7 && T10 && ALL(COUNTED) && ALL(DRAINED) && AT_END) -> assert(false) }
}

#define OWES_CALL(c) (UNFINISHED(c) > 0 || (life[c] == open && !gone[c] && tx[c] + out[c] > 0))
#define OWES_END(c) ((life[c] == open && gone[c]) || \
                     (life[c] != away && life[c] != open && life[c] != gone_for_good))
#define OWES_STOP (leader_at != serve && leader_at != all_done)

#ifdef LIVENESS
ltl t8 { [] (SOME(OWES_CALL) -> <> !SOME(OWES_CALL)) }
ltl d1 { [] (SOME(OWES_END) -> <> !SOME(OWES_END)) }
ltl d8 { [] (OWES_STOP -> <> !OWES_STOP) }
#endif

init {
  byte i;
  atomic {
    for (i : 0 .. W - 1) {
      at[i] = (i < WMIN -> free : absent);
      run Worker(i)
    }
    for (i : 0 .. C - 1) { life[i] = away }
    i = 0;
    run Loop(); run Leader(); run Peers(); run Watch()
  }
}
