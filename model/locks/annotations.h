// Clang's thread safety annotations under the project's prefix; empty with other compilers.
//
// Clang's manual, "Thread Safety Analysis", says what each attribute means. The build turns the
// analysis, with its order check (-Wthread-safety-beta), into errors.
#ifndef INTERLEAVE_MODEL_LOCKS_ANNOTATIONS_H_
#define INTERLEAVE_MODEL_LOCKS_ANNOTATIONS_H_

#if defined(__clang__)
#define IL_THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define IL_THREAD_ATTRIBUTE(x)
#endif

#define IL_CAPABILITY(kind) IL_THREAD_ATTRIBUTE(capability(kind))
#define IL_SCOPED_CAPABILITY IL_THREAD_ATTRIBUTE(scoped_lockable)
#define IL_GUARDED_BY(...) IL_THREAD_ATTRIBUTE(guarded_by(__VA_ARGS__))
#define IL_PT_GUARDED_BY(...) IL_THREAD_ATTRIBUTE(pt_guarded_by(__VA_ARGS__))
#define IL_ACQUIRED_AFTER(...) IL_THREAD_ATTRIBUTE(acquired_after(__VA_ARGS__))
#define IL_ACQUIRED_BEFORE(...) IL_THREAD_ATTRIBUTE(acquired_before(__VA_ARGS__))
#define IL_REQUIRES(...) IL_THREAD_ATTRIBUTE(requires_capability(__VA_ARGS__))
#define IL_EXCLUDES(...) IL_THREAD_ATTRIBUTE(locks_excluded(__VA_ARGS__))
#define IL_ACQUIRE(...) IL_THREAD_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define IL_RELEASE(...) IL_THREAD_ATTRIBUTE(release_capability(__VA_ARGS__))
#define IL_ASSERT_CAPABILITY(...) IL_THREAD_ATTRIBUTE(assert_capability(__VA_ARGS__))
#define IL_RETURN_CAPABILITY(x) IL_THREAD_ATTRIBUTE(lock_returned(x))
#define IL_NO_THREAD_SAFETY_ANALYSIS IL_THREAD_ATTRIBUTE(no_thread_safety_analysis)

#endif  // INTERLEAVE_MODEL_LOCKS_ANNOTATIONS_H_
