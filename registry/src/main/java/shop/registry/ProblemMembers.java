package shop.registry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import shop.edge.ProblemType;
import shop.edge.RequestTarget;

/** What a problem of the registry says, where no Spring writes it. */
public final class ProblemMembers {

    private ProblemMembers() {}

    /**
     * The members, to which others may be added; their trace id is the caller's, if it names one.
     *
     * @param status the answer's, for one type stands for several
     */
    public static Map<String, Object> of(
            HttpServletRequest request, ProblemType type, int status, String detail) {
        Map<String, Object> members = new LinkedHashMap<>();
        String path = request.getRequestURI();
        members.put("type", type.path());
        members.put("title", type.title());
        members.put("status", status);
        members.put("detail", detail);
        members.put("instance", path == null ? "/" : RequestTarget.pathOf(path));
        String trace = CallersTrace.id(request.getHeader(CallersTrace.HEADER));
        if (trace != null) {
            members.put("traceId", trace);
        }
        return members;
    }
}
