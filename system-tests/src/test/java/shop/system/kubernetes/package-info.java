/** The manifests for Kubernetes, read and rendered, but not run. */
@NullMarked
package shop.system.kubernetes;

import org.jspecify.annotations.NullMarked;
